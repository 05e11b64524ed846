// Five projects: unit (beside the files), pg (the server's once more, on PostgreSQL), sim (seeded simulation), faults (real
// server processes and disks), e2e (the story in a real Chromium).
import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const here = new URL('.', import.meta.url)

/** The others would do the same thing again. */
const givenAStore = globSync('sync-server/**/*.{test,pg}.ts', { cwd: here }).filter(
  (file) => file.endsWith('.pg.ts') || /\/test-(?:server|store)\.ts'/.test(readFileSync(new URL(file, here), 'utf8')),
)

const env = { TZ: 'Pacific/Chatham' }

export default defineConfig({
  test: {
    // The default leaves a core idle, half of the machine where there are two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Most files take less time than a process of their own would; none leaves anything behind.
          isolate: false,
          // Against a hang, not a measure: a property takes a minute on what a busy machine leaves.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          include: ['{shared,sync-server,pwa,scripts,bench}/**/*.test.ts'],
          exclude: ['bench/node_modules/**'],
          setupFiles: ['scripts/property-seed.ts'],
          env,
        },
      },
      {
        test: {
          name: 'pg',
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          include: givenAStore,
          globalSetup: ['sync-server/testing/postgres-for-tests.ts'],
          setupFiles: ['scripts/property-seed.ts'],
          env,
        },
      },
      {
        test: {
          name: 'sim',
          include: ['shared/**/*.sim.ts'],
          env,
          // It runs on what others leave of the machine.
          testTimeout: 1_800_000,
          // Node reads these files as they are, and runs them a fifth faster than what the runner makes of them.
          experimental: { viteModuleRunner: false },
        },
      },
      {
        test: {
          name: 'faults',
          include: ['sync-server/faults/**/*.fault.ts'],
          env,
          testTimeout: 600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          // As `unit`: each file has a server and browsers of its own, and leaves nothing in this process.
          isolate: false,
          include: ['e2e/**/*.e2e.ts'],
          env,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          globalSetup: ['e2e/setup.ts'],
          setupFiles: ['e2e/speak-french.ts'],
          // As long as the pages themselves are waited for.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
})
