// Before the browser tests: a browser, and the real app built.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromiumPath } from './chromium.ts'

export default (): void => {
  chromiumPath()
  if (process.env['E2E_SKIP_BUILD'] && existsSync('dist/pwa/index.html')) return
  execFileSync('npx', ['vite', 'build', '--logLevel', 'warn'], { stdio: 'inherit' })
}
