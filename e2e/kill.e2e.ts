// The browser is killed in the middle of typing, again and again: every answer that showed "kept" is there afterwards. The
// journal of what was shown is written outside the browser, so that nothing of it dies with it. KILLS=50 for the whole
// number.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import * as people from './people.ts'
import type { Device } from './world.ts'

const kills = Number(process.env['KILLS'] ?? 5)
const field = '#q-first_name_latin'
const told = 'kept:'

let world: EnrolledWorld
let kiosk: Device
let request = '/'
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها' },
}

/** Sent to the page as text. Tells what stood in the field when a save began, once the screen says that it is kept. */
const tellWhatIsKept = ([field, told]: [string, string]): void => {
  let saving: string | null = null
  new MutationObserver(() => {
    const state = /request-saved--(\w+)/.exec(document.querySelector('.request-saved')?.className ?? '')?.[1]
    if (state === 'saving') saving ??= document.querySelector<HTMLInputElement>(field)?.value ?? null
    if (state === 'saved' && saving !== null) {
      console.log(told + saving)
      saving = null
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
const wordOf = (round: number): string =>
  Array.from({ length: 40 }, (_, at) => letters[(round * 7 + at * 11) % letters.length]).join('')

const typeOver = async (page: Page, text: string): Promise<void> => {
  await page.locator(field).selectText()
  // Slow enough for each letter to be saved before the next one.
  await page.keyboard.type(text, { delay: 180 })
}

test(
  `${kills} kills while typing: nothing that showed "kept" is lost`,
  { timeout: 60_000 + kills * 30_000 },
  async () => {
    await people.begin(kiosk.page, birth)
    await people.answerAll(kiosk.page, birth, 'first_name_latin')
    request = new URL(kiosk.page.url()).pathname
    await kiosk.link('down')
    let journal = ''
    let shown = 0
    for (let round = 0; round < kills; round++) {
      const { page } = kiosk
      const text = wordOf(round)
      const before = journal
      page.on('console', (message) => {
        if (!message.text().startsWith(told)) return
        journal = message.text().slice(told.length)
        shown++
      })
      await page.evaluate(tellWhatIsKept, [field, told] as [string, string])
      const typing = typeOver(page, text).catch(() => undefined)
      await sleep(700 + ((round * 337) % 1800))
      await kiosk.killAndReopen(request)
      await typing
      await people.unlock(kiosk.page, 'Fatima Bouzid')
      await kiosk.page.locator(field).waitFor()
      const found = await kiosk.page.inputValue(field)
      // Later than what was shown is as good: the screen had no time to say it.
      const isLater = found.startsWith(journal) && text.startsWith(found)
      expect({
        round,
        journal,
        found,
        isThere: found === journal || isLater || (journal === before && text.startsWith(found)),
      }).toMatchObject({ isThere: true })
      journal = found
    }
    console.log(`${kills} kills, ${shown} times "kept" was shown, 0 lost`)
    expect(shown).toBeGreaterThan(0)
  },
)
