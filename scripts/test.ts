// `npm test`: everything a change must pass, from a clean clone. The browser tests find or install a Chromium.
import { runAll } from './run.ts'

await runAll([
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint', command: ['oxlint'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'packs', command: ['node', 'scripts/packs-check.ts'] },
  { name: 'build', command: ['vite', 'build'] },
  { name: 'sizes', command: ['node', 'scripts/sizes.ts'] },
  { name: 'tests', command: ['vitest', 'run'] },
])
