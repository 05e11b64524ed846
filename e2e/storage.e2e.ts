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

  test('an answer whose number is taken already leaves nothing of itself behind, and is kept with the next number', async () => {
    expect(await run('numberTaken()')).toEqual({ refused: true, after: [1, 1, 0], again: [2, 2, 1] })
  })

  test('rule 6: a damaged row hides nothing else, and is whole again once the server gives it again', async () => {
    expect(await run('damagedRow()')).toEqual({
      before: [3, true],
      damaged: [2, false],
      again: [3, true],
      rows: 3,
    })
  })

  test('rows that do not open are put right from the mirror or set aside, once, and hold nothing up', async () => {
    expect(await run('repairedRows()')).toEqual({
      before: 1,
      told: { back: 1, aside: 1 },
      after: { unsent: [1, 3], aside: [2], waits: [1, 3], isKept: 3, isRead: true },
      cut: 1,
      again: { back: 0, aside: 0 },
    })
  })

  test('two rows under one number are both kept, the mirror’s under another', async () => {
    expect(await run('twoUnderOneNumber()')).toEqual({
      told: { back: 1, aside: 0 },
      unsent: [
        [1, undefined],
        [2, 'loss'],
        [3, 'mirror'],
      ],
    })
  })

  test('locked, nothing is known of a row and nothing is done to it', async () => {
    expect(await run('lockedRepair()')).toEqual({ told: { back: 0, aside: 0 }, isAsItWas: true })
  })

  test('a full mirror says so, keeps nobody from writing, and has everything once there is room', async () => {
    expect(await run('fullMirror()')).toEqual({
      before: { state: 'on', rows: ['1'] },
      full: { state: 'full', rows: ['1'], kept: 3 },
      after: { state: 'on', rows: ['1', '2', '3', '4'] },
    })
  })

  test('what a save tells the mirror does not overrule what the database says since', async () => {
    expect(await run('savedThenChanged()')).toEqual({
      rows: [
        [1, 7],
        [2, null],
      ],
      facts: ['pin:a'],
      sealed: [true, true],
    })
  })

  test('rule 15: killed at any step of an erasure, nothing of it is done, and the next answer does all of it', async () => {
    const seen = (await run('killedWhileErasing()')) as { readonly steps: number }
    expect(seen.steps).toBeGreaterThan(4)
    expect(seen).toEqual({
      steps: seen.steps,
      before: { rows: 4, lines: 2, facts: 1, erased: 0 },
      unchanged: seen.steps,
      after: { rows: 3, lines: 1, facts: 0, erased: 1 },
      digest: true,
    })
  })

  test('rule 15: killed before the mirror heard of an erasure, nothing comes back from it, and what is lost else does', async () => {
    expect(await run('killedAfterErasing()')).toEqual({
      inTheMirror: ['1', '2', '3'],
      found: null,
      lost: { found: 'behind', rows: [3] },
      back: [['another'], 0],
      newMirror: ['3'],
    })
  })

  test('rule 6: a thousand dossiers are counted, once in a sitting', async () => {
    const seen = await run('measureDigest(1_000)')
    console.log('1,000 dossiers, ms:', seen)
    expect(seen).toMatchObject({ entries: 5_000, right: true })
  })
})
