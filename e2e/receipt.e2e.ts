// A paper that means something: printed by one point, read as a thermal printer puts it down, written by hand when there
// is no printer, checked by another point without a network, and good for taking one's leave back there.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encode } from 'uqr'
import { readSeal, writeSeal } from '../shared/receipt/seal.ts'
import { kidOf } from '../shared/receipt/sign1.ts'
import * as citizen from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture, look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { printReceipt, type PrintedReceipt } from './printed.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

let world: EnrolledWorld
let asni: Device
let imlil: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  asni = await world.deviceOf('mediator')
  imlil = await world.device(desk)
  await people.enrol(imlil, world.linkOf('mediator', 1).url)
  await people.offlineReady(imlil.page)
  await asni.link('down')
  await imlil.link('down')
})
afterAll(() => world.close())

oneStory('receipt', () => ({ asni, imlil }))

/** As accessible names are written: with plain spaces. */
const says = (id: string): RegExp => startsWith(word('desk', id).replaceAll('\u00a0', ' '))

const names = ['Lhoucine', 'Amghar', 'الحسين', 'أمغار']

let paper: people.Paper
let printed: PrintedReceipt
let seal = ''
const dossierOf = (text: string): string => {
  const read = readSeal(text)
  if (!read.ok) throw new Error(read.error)
  return read.value.claims.dossier
}

test('the roll of 58 mm carries two codes that one-bit dots still say, and pairs of 7 mm', async () => {
  const { page } = asni
  await people.begin(page, residence)
  await people.answerAll(page, residence)
  await people.readBack(page)
  paper = await people.mandateAndFile(page)
  await page.locator('#paper-format input[value=roll-58]').check({ force: true })
  await look('receipt.page', page)
  await page.locator('.receipt__code').nth(1).waitFor()
  printed = await printReceipt(page, 48)
  expect(printed.codes[0]).toMatch(/^http\S+\/s\/[\w-]{22}$/)
  expect(printed.codes[1]).toMatch(/^MR1:/)
  seal = printed.codes[1] ?? ''
  expect(printed.pairsMm).toHaveLength(4)
  expect(Math.min(...printed.pairsMm)).toBeGreaterThanOrEqual(7)
})

test('it says where the request is, who helped and what it costs, and names nobody', async () => {
  const words = printed.text
  for (const name of names) expect(words).not.toContain(name)
  for (const said of ['Gardée ici', 'محفوظ هنا', 'Fatima Bouzid', 'EPN Asni', paper.reference, paper.secret])
    expect(words).toContain(said)
  const { claims } = (() => {
    const read = readSeal(seal)
    if (!read.ok) throw new Error(read.error)
    return read.value
  })()
  expect(claims).toMatchObject({ reference: paper.reference, point: 'epn-asni' })
  expect(JSON.stringify(claims)).not.toContain(paper.secret)
})

test('on an Arabic screen and on paper the pairs stand in their order, from left to right', async () => {
  const { page } = asni
  await page.getByRole('button', { name: 'العربية' }).click()
  await page.waitForFunction(() => document.documentElement.dir === 'rtl')
  const onPaper = await printReceipt(page, 72)
  const order = [...onPaper.pairsAt].sort((a, b) => a.y - b.y || a.x - b.x).map(({ text }) => text)
  expect(order.join('.')).toBe(paper.reference)
  expect(onPaper.codes).toEqual(printed.codes)
  await page.getByRole('button', { name: 'Français' }).click()
  await page.waitForFunction(() => document.documentElement.dir === 'ltr')
})

test('one sheet comes out, as wide as the roll; the next one says that it is a copy', async () => {
  const { page } = asni
  expect(await page.locator('.receipt').innerText()).not.toContain('COPIE')
  const sheet = await page.pdf({ preferCSSPageSize: true })
  const [, width] = /MediaBox\s*\[\s*0 0 ([\d.]+) [\d.]+\s*\]/.exec(sheet.toString('latin1')) ?? []
  expect((Number(width) / 72) * 25.4).toBeCloseTo(58, 0)
  expect(sheet.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  await page.getByText('COPIE n° 1', { exact: true }).waitFor()
  await expect.poll(() => page.locator('.receipt').innerText()).toContain('نسخة رقم 1')
})

test('without a printer it is written by hand, and a slip of the pen is found', async () => {
  const { page } = asni
  await people.button(page, says('receipt.by-hand')).click()
  for (const pair of paper.reference.split('.')) await page.getByText(pair, { exact: true }).first().waitFor()
  await look('receipt.by-hand', page)
  await people.button(page, says('by-hand.written')).click()
  expect(await page.locator('main').innerText()).not.toContain(paper.secret)
  const [first, second, ...rest] = paper.reference.split('.')
  await page.fill('#by-hand-number', [second, first, ...rest].join('.'))
  await page.getByText('La paire n° 1', { exact: false }).waitFor()
  await page.fill('#by-hand-number', paper.reference)
  await page.fill('#by-hand-secret', paper.secret)
  await people.button(page, says('by-hand.done')).click()
  await page.getByText('COPIE n° 2', { exact: true }).waitFor()
})

/** A scanner that is a keyboard: all keys in an instant, then Enter, with the focus anywhere. */
const scan = async ({ page }: Device, text: string): Promise<void> => {
  await page.fill('#find', '')
  await page.locator('main h1').click()
  await page.evaluate((keys) => {
    for (const key of [...keys, 'Enter']) dispatchEvent(new KeyboardEvent('keydown', { key }))
  }, text)
}

test('another point, with no network, reads that the paper is genuine though the dossier is not there', async () => {
  const { page } = imlil
  await page.getByRole('link', { name: says('home.find') }).click()
  await page.fill('#find', seal)
  await page.getByText(word('desk', 'paper.is-genuine'), { exact: true }).waitFor()
  const words = await page.locator('main').innerText()
  for (const said of [paper.reference, 'EPN Asni', 'Fatima Bouzid']) expect(words).toContain(said)
  for (const name of names.slice(0, 1)) expect(words).not.toContain(name)
  await page.getByText(word('desk', 'paper.not-here')).waitFor()
  await look('receipt.found-paper', page)
})

test('a paper that says something else under the same signature is called false, and is not read out', async () => {
  const { page } = imlil
  const read = readSeal(seal)
  if (!read.ok) throw new Error(read.error)
  const { claims, kid, signature } = read.value
  await page.fill('#find', writeSeal({ ...claims, fee: { amount: 200, currency: 'MAD' } }, kid, signature))
  await page.getByText(word('desk', 'paper.is-forged'), { exact: true }).waitFor()
  expect(await page.locator('main').innerText()).not.toContain(paper.reference)
  await page.fill('#find', writeSeal(claims, kidOf(new Uint8Array(65)), signature))
  await page.getByText(word('desk', 'paper.is-unknown-signer'), { exact: true }).waitFor()
  await page.fill('#find', seal.slice(0, 60))
  await page.getByText(word('desk', 'paper.is-malformed'), { exact: true }).waitFor()
})

test('the camera reads it too', async () => {
  const { page } = imlil
  await page.fill('#find', '')
  const { data, size } = encode(seal, { ecc: 'M', border: 4 })
  await page.evaluate(
    ({ rows, modules }) => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 720
      const context = canvas.getContext('2d')
      const draw = () => {
        if (!context) return
        context.fillStyle = '#fff'
        context.fillRect(0, 0, 720, 720)
        context.fillStyle = '#000'
        const side = 600 / modules
        for (const [y, row] of rows.entries())
          for (const [x, dark] of row.entries())
            if (dark) context.fillRect(60 + x * side, 60 + y * side, side + 0.5, side + 0.5)
      }
      draw()
      setInterval(draw, 100)
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10)
    },
    { rows: data.map((row) => [...row]), modules: size },
  )
  await people.button(page, word('desk', 'find.camera')).click()
  await page.getByText(word('desk', 'paper.is-genuine'), { exact: true }).waitFor()
})

test('there the person takes their leave back by sound and pictures, offline, though the dossier is elsewhere', async () => {
  const { page } = imlil
  await page.locator('.paper-mandate').waitFor()
  await page.locator('main h1').click()
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'app.language')
  await citizen.tapPicture(page, 'variety-ary')
  await citizen.cardIs(page, 'app.mandate-stop-ask')
  await page.setViewportSize(phone)
  await keepPicture('receipt.stop-ask.360', page)
  await page.setViewportSize(desk)
  await citizen.tapYes(page)
  await citizen.cardIs(page, 'app.mandate-revoked')
  await citizen.goOn(page)
  await citizen.giveBack(page)
  await page.getByText(word('desk', 'paper.revoked'), { exact: true }).waitFor()
})

test('once both have the network, the point that filed it knows that nobody acts any more', async () => {
  await asni.link('up')
  await asni.page.goto(`${asni.url}/dossier/${dossierOf(seal)}`)
  await people.unlock(asni.page, 'Fatima Bouzid')
  await imlil.link('up')
  await asni.page.goto(`${asni.url}/find`)
  await people.unlock(asni.page, 'Fatima Bouzid')
  await asni.page.fill('#find', paper.reference)
  await people.comes(asni.page, asni.page.getByText(word('desk', 'paper.revoked'), { exact: true }))
})

test('the first code finds the dossier on the device that has it, and so does a scanner that types', async () => {
  await scan(asni, printed.codes[0] ?? '')
  await asni.page.getByText(paper.reference).first().waitFor()
  await scan(asni, 'https://elsewhere.example/s/aaaaaaaaaaaaaaaaaaaaaa')
  await asni.page.getByText(word('desk', 'find.none-link')).waitFor()
})

test('where the dossier is, its four pairs lead to the same stop, offline, and nothing more can be filed in it', async () => {
  const { page } = asni
  await asni.link('down')
  await page.getByRole('link', { name: 'Morchid' }).click()
  await people.begin(page, residence)
  await people.answerAll(page, residence)
  await people.readBack(page)
  const second = await people.mandateAndFile(page)
  await people.endVisit(page)
  await page.getByRole('link', { name: 'Morchid' }).click()
  await page.getByRole('link', { name: says('home.find') }).click()
  await page.fill('#find', second.reference)
  await page.locator('.paper-mandate').waitFor()
  await page.locator('main h1').click()
  await citizen.turnScreen(page)
  await citizen.tapPicture(page, 'variety-fr')
  await citizen.cardIs(page, 'app.mandate-stop-ask')
  await citizen.tapYes(page)
  await citizen.goOn(page)
  await citizen.giveBack(page)
  await page.getByText(word('desk', 'paper.revoked'), { exact: true }).waitFor()
  await page.getByText(second.reference).first().click()
  await page.getByRole('heading', { name: word('desk', 'dossier.history') }).waitFor()
  expect(await people.button(page, says('stop.revoke')).count()).toBe(0)
})
