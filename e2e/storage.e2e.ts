// The device's disk in a real browser: it keeps the contract of every disk, agrees with the one on which the simulation
// proves the machine, and carries on what earlier versions kept.
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientDiskContract } from '../shared/sync/simulation/client-disk.contract.ts'
import { chromiumPath, launchFlags } from './chromium.ts'

const origin = 'http://localhost'
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: launchFlags })
  page = await browser.newPage()
  // No server: a page of that address is enough for a database, and is trusted with cryptography.
  await page.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
  await page.goto(origin)
  await page.addScriptTag({ content: await bundle(fileURLToPath(new URL('./storage-page.ts', import.meta.url))) })
})
afterAll(() => browser.close())

const bundle = async (entry: string): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'page', fileName: 'page' } },
  })
  const [built] = [output].flat()
  const chunk = built && 'output' in built ? built.output[0] : null
  if (!chunk) throw new Error('nothing was built')
  return chunk.code
}

/** A function of storage-page.ts, in the page. Rejects with what it threw there. */
const run = (call: string): Promise<unknown> => page.evaluate(`storage.${call}`)

describe('the disk in a browser', () => {
  test.each(clientDiskContract.map((one, at) => [one.name, at] as const))('%s', async (_, at) => {
    await run(`contract(${at})`)
  })

  const fresh = Math.floor(Math.random() * 2 ** 31)
  test.each([1, 2, 3, 4, 5, fresh])(
    'agrees with the disk of the simulation after every step, seed %i',
    async (seed) => {
      await run(`agreement(${seed}, 60)`)
    },
  )

  test('rule 5: locked, it sends what was cut and is told of its chains, and reads nothing', async () => {
    expect(await run('lockedDisk()')).toEqual({
      sends: { outbox: 1, offers: 1 },
      told: { outboxAfter: 0, backup: 3 },
      reads: { digest: null, ids: [], unsent: [], stranded: [], drafts: [] },
      waiting: [0, 0, 1],
      strandedOpen: 1,
    })
  })

  test('what the first version of the tables kept goes on, and is proven by a page that comes later', async () => {
    expect(await run('oldDatabase()')).toEqual({
      state: { epoch: null, cursors: { epn: 4 }, beacon: null, directoryVersion: 'v', referencesLeft: 0, backup: 0 },
      waiting: { outbox: 1, unsent: 1 },
      unproven: 0,
      proven: 1,
      digest: true,
      stranded: 1,
    })
  })

  test('rule 6: a damaged row hides nothing else, and is whole again once the server gives it again', async () => {
    expect(await run('damagedRow()')).toEqual({
      before: [3, true],
      damaged: [2, false],
      again: [3, true],
      rows: 3,
    })
  })

  test('rule 6: a thousand dossiers are counted, once in a sitting', async () => {
    const seen = await run('measureDigest(1_000)')
    console.log('1,000 dossiers, ms:', seen)
    expect(seen).toMatchObject({ entries: 5_000, right: true })
  })
})
