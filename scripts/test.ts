// `npm test`: everything a change must pass, from a clean clone. The browser tests find or install a Chromium.
import { globSync, readFileSync } from 'node:fs'
import { runAll } from './run.ts'

/** The tests whose cases come from a seed; to run the others twice would prove nothing. */
const properties = globSync('{shared,sync-server,pwa,scripts,bench}/**/*.test.ts', {
  cwd: new URL('..', import.meta.url),
  exclude: (name) => name.includes('node_modules'),
}).filter((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').includes("from 'fast-check'"))

await runAll([
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint', command: ['oxlint'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'packs', command: ['node', 'scripts/packs-check.ts'] },
  { name: 'voices', command: ['node', 'scripts/voices-check.ts'] },
  { name: 'build', command: ['vite', 'build'] },
  { name: 'sizes', command: ['node', 'scripts/sizes.ts'] },
  // The fresh seed is in the line that is printed; a seed that fails becomes a named test.
  {
    name: 'properties, fresh seed',
    command: ['vitest', 'run', '--project', 'unit', ...properties],
    env: { PROPERTY_SEED: String(Date.now() % 2 ** 31) },
  },
  { name: 'tests', command: ['vitest', 'run', '--project', 'unit', '--project', 'sim'] },
  { name: 'fuzz', command: ['node', 'scripts/fuzz.ts', '--cases', '100000'] },
  { name: 'faults', command: ['vitest', 'run', '--project', 'faults'] },
  { name: 'browser', command: ['node', 'scripts/browser-tests.ts'] },
])
