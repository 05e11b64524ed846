// Before the browser tests: a browser, the real app built, and a folder for what the files of one run share.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildIfChanged } from '../scripts/build-if-changed.ts'
import { chromiumPath } from './chromium.ts'

export default async (project: TestProject): Promise<() => void> => {
  chromiumPath()
  const skipped = process.env['E2E_SKIP_BUILD'] && existsSync('dist/pwa/index.html')
  if (!skipped) await buildIfChanged()
  const folder = mkdtempSync(join(tmpdir(), 'morchid-run-'))
  project.provide('ofThisRun', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
