// The store of papers in a real browser: what is kept comes back, bound to its place; what the server said of each decides
// which may leave, and nothing else ever makes room.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleOf } from './bundle.ts'
import { chromiumPath, launchFlags } from './chromium.ts'

const origin = 'http://localhost'
const profile = mkdtempSync(join(tmpdir(), 'morchid-papers-'))
let browser: BrowserContext
let page: Page
let bundle: string

beforeAll(async () => {
  // A profile on the disk: a private window has another quota.
  browser = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args: launchFlags })
  bundle = await bundleOf(fileURLToPath(new URL('./papers-page.ts', import.meta.url)))
  page = await pageAt(origin)
})
afterAll(async () => {
  await browser.close()
  rmSync(profile, { recursive: true, force: true })
})

/** Each origin has a disk of its own. */
const pageAt = async (origin: string): Promise<Page> => {
  const opened = await browser.newPage()
  await opened.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
  await opened.goto(origin)
  await opened.addScriptTag({ content: bundle })
  return opened
}

const run = (call: string): Promise<unknown> => page.evaluate(`papers.${call}`)

describe('papers on a device', () => {
  test('are kept once, come back as they were, open in no other dossier, and go when nothing names them', async () => {
    expect(await run('kept()')).toEqual({
      isOne: true,
      opened: [true, true],
      rows: 2,
      moved: null,
      damaged: null,
      list: ['waiting', 'waiting'],
      left: [true],
      files: 0,
    })
  })

  test('wait again when a restored server lost them, and leave when they are in backups and nobody needs them', async () => {
    expect(await run('standings()')).toEqual({
      asked: 4,
      states: ['lost waiting', 'received received', 'refused refused', 'stable stable', 'waiting waiting'],
      askedAgain: [0, 1],
      needed: 0,
      dropped: 1,
      left: [4, 4],
    })
  })

  test('of the server lie sealed, and those opened longest ago leave first, but for the marked ones', async () => {
    expect(await run('fetched()')).toEqual({
      isSealed: true,
      opened: true,
      evicted: 1,
      states: ['fetched', 'pinned', null],
      after: 2,
    })
  })

  test('five hundred photographs go into a quota of 2 GB, and a full disk refuses one without harming another', async () => {
    const fill = async (page: Page, origin: string, quotaSize: number) => {
      const session = await browser.newCDPSession(page)
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
      return page.evaluate('papers.fill(500, 200_000)') as Promise<{
        kept: number
        whole: number
        refused: string | null
      }>
    }
    const many = await fill(page, origin, 2 * 1024 ** 3)
    console.log('500 papers of 200 KB in a quota of 2 GB:', many)
    expect(many).toMatchObject({ kept: 500, refused: null, whole: 500 })
    // Another origin: a browser remembers for half a minute how much room one had.
    const small = 'http://small.localhost'
    const few = await fill(await pageAt(small), small, 20 * 1024 ** 2)
    expect(few.refused).toMatch(/QuotaExceeded/)
    expect(few.kept).toBeLessThan(500)
    expect(few.whole).toBe(few.kept)
  })
})
