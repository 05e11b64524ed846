// `npm test`: everything a change must pass, from a clean clone; a Chromium and a PostgreSQL are found or installed.
import { globSync, readFileSync } from 'node:fs'
import { runAll } from './run.ts'

/** The tests whose cases come from a seed; to run the others twice would prove nothing. */
const properties = globSync('{shared,sync-server,pwa,scripts,bench}/**/*.test.ts', {
  cwd: new URL('..', import.meta.url),
  exclude: (name) => name.includes('node_modules'),
}).filter((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').includes("from 'fast-check'"))

const givesWay = true

await runAll([
  [
    [
      { name: 'format', command: ['oxfmt', '--check', '.'] },
      { name: 'lint', command: ['oxlint'] },
      { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
      { name: 'dead code', command: ['knip'] },
      { name: 'packs', command: ['node', 'scripts/packs-check.ts'] },
      { name: 'voices', command: ['node', 'scripts/voices-check.ts'] },
    ],
    [
      { name: 'build', command: ['vite', 'build'] },
      { name: 'sizes', command: ['node', 'scripts/sizes.ts'] },
    ],
    // Once and here: two installations beside each other would stand in each other's way.
    [{ name: 'programs', command: ['node', 'scripts/test-programs.ts'] }],
  ],
  [
    [{ name: 'tests', command: ['vitest', 'run', '--project', 'unit'] }],
    [
      { name: 'simulation', command: ['vitest', 'run', '--project', 'sim'] },
      { name: 'tests on PostgreSQL', command: ['vitest', 'run', '--project', 'pg'] },
    ],
    // The fresh seed is in the line that is printed; a seed that fails becomes a named test.
    [
      {
        name: 'properties, fresh seed',
        command: ['vitest', 'run', '--project', 'unit', ...properties],
        env: { PROPERTY_SEED: String(Date.now() % 2 ** 31) },
      },
    ],
  ],
  // A browser waits for timers and disks, and so does a server that is killed; what only computes takes what they leave.
  // All of it in one stage is no faster, and what waits then waits too long.
  [
    // What they look at was built a moment ago.
    [{ name: 'browser', command: ['node', 'scripts/browser-tests.ts'], env: { E2E_SKIP_BUILD: '1' } }],
    [
      { name: 'faults', command: ['vitest', 'run', '--project', 'faults'] },
      { name: 'fuzz', command: ['node', 'scripts/fuzz.ts', '--cases', '100000'], givesWay },
    ],
  ],
])
