// Before the browser tests: a browser, and the real app built.
import { existsSync } from 'node:fs'
import { buildIfChanged } from '../scripts/build-if-changed.ts'
import { chromiumPath } from './chromium.ts'

export default async (): Promise<void> => {
  chromiumPath()
  if (process.env['E2E_SKIP_BUILD'] && existsSync('dist/pwa/index.html')) return
  await buildIfChanged()
}
