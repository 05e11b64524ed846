// The same counter in Arabic, on a phone of 360×640, with no network from the first question to the receipt.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as people from './people.ts'
import { inSpoken, speak, word } from './words.ts'
import { createWorld, phone, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
beforeAll(async () => {
  speak('ar')
  world = await createWorld()
  kiosk = await world.device(phone, 'ar')
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['old-copy'],
  answers: {
    for_whom: 'other',
    tie: 'child',
    tie_proof: 'family-book',
    requester_name_ar: 'فاطمة أمغار',
    first_name_ar: 'إبراهيم',
    last_name_ar: 'أمغار',
    date_kind: 'exact',
    birth_date: '1957-03-05',
    birth_commune: 'Asni',
    record_source: 'act-reference',
    act_number: '118',
    act_year: 1957,
    record_kind: 'full',
    copies: 1,
    pickup: 'office',
  },
}

test('a birth record is asked for by a daughter, in Arabic, with no network', async () => {
  const { page } = kiosk
  await people.enrol(kiosk, world.linkOf('mediator').url)
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  await people.offlineReady(page)
  await kiosk.link('down')
  await people.begin(page, birth)
  await people.answerAll(page, birth)
  const read = await people.readBack(page)
  expect(read).toEqual(expect.arrayContaining(['إبراهيم', '118', '1957']))
  const paper = await people.mandateAndFile(page)
  expect(paper.reference).toMatch(/^12\.\d\d\.\d\d\.\d\d$/)
  await expect
    .poll(() => page.locator('.receipt').innerText())
    .toContain(inSpoken(people.packNamed(birth.pack).service.name))
  await people.endVisit(page)
})

test('the network returns and the office has it, in the same words', async () => {
  const { page } = kiosk
  await page.goto(`${kiosk.url}/`)
  await kiosk.link('up')
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByText(word('desk', 'state.received')).first().waitFor({ timeout: 60_000 })
})
