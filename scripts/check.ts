// `npm run check`: what to run before every commit, without the browser and the simulation.
import { runAll } from './run.ts'

await runAll([
  [
    [
      { name: 'format', command: ['oxfmt', '--check', '.'] },
      { name: 'lint', command: ['oxlint'] },
      { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
      { name: 'dead code', command: ['knip'] },
      { name: 'packs', command: ['node', 'scripts/packs-check.ts'] },
      { name: 'voices', command: ['node', 'scripts/voices-check.ts'] },
      { name: 'unit', command: ['vitest', 'run', '--project', 'unit'] },
    ],
    [
      { name: 'build', command: ['vite', 'build'] },
      { name: 'sizes', command: ['node', 'scripts/sizes.ts'] },
    ],
  ],
])
