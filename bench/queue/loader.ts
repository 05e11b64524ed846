// A copy of the built app with the loader of the invented year among its assets, and how a page uses it: the same origin
// and the same rules for scripts, and nothing of it in what is shipped.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import type { Loaded } from './load.ts'

const loaderPath = '/assets/invented-year.js'

/** `app` is a built app; afterwards `folder` is the same with the loader. */
export const buildWithLoader = async (app: string, folder: string): Promise<void> => {
  cpSync(app, folder, { recursive: true })
  const { NODE_ENV } = process.env
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    publicDir: false,
    build: {
      outDir: join(folder, 'assets'),
      emptyOutDir: false,
      minify: false,
      target: 'es2022',
      lib: { entry: 'load.ts', formats: ['es'], fileName: () => loaderPath.split('/').at(-1) ?? '' },
      rolldownOptions: { external: ['crypto'] },
    },
  })
  // A build says that this is production: there no demonstration starts by itself.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV']
}

/** Not among what the app keeps for itself: it is fetched while there is a link. */
export const fetchLoader = (page: Page): Promise<void> => page.evaluate(`import('${loaderPath}').then(() => undefined)`)

/** On a locked device that fetched it. `end` is the last day of the year, ms since 1970. */
export const loadYearInto = (page: Page, passphrase: string, count: number, end: number): Promise<Loaded> =>
  page.evaluate(`import('${loaderPath}').then((one) => one.loadYear('${passphrase}', ${count}, ${end}))`)
