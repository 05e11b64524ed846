// Four projects: unit (beside the files), sim (seeded simulation), faults (real server processes and disks), e2e (the
// story in a real Chromium).
import { defineConfig } from 'vitest/config'

const env = { TZ: 'Pacific/Chatham' }

export default defineConfig({
  test: {
    // The default leaves a core idle, half of the machine where there are two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Against a hang, not a measure: a property takes seconds on a busy machine.
          testTimeout: 30_000,
          include: ['{shared,sync-server,pwa,scripts,bench}/**/*.test.ts'],
          exclude: ['bench/node_modules/**'],
          setupFiles: ['scripts/property-seed.ts'],
          env,
        },
      },
      { test: { name: 'sim', include: ['shared/**/*.sim.ts'], env, testTimeout: 600_000 } },
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
          include: ['e2e/**/*.e2e.ts'],
          env,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          globalSetup: ['e2e/setup.ts'],
        },
      },
    ],
  },
})
