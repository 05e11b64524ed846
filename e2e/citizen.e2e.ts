// The screen that is turned to the person: what it may not let through, where its parts stand, and the second window.
// Every card of the shipped packs is measured on the gallery's page; the rest is the real app.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import * as citizen from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { audit, keepPicture } from './look.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { speak, startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

const pack = 'ma.residence-certificate-local'
const helper = 'Fatima Bouzid'
/** A phone lying on its side. */
const lying = { width: 640, height: 360 }

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

/** At the first question of a request, with the screen turned to the person. */
const turnAtFirstQuestion = async (): Promise<void> => {
  const { page } = kiosk
  await people.begin(page, { event: 'housing', pack, papers: [], answers: {} })
  await page.getByRole('heading', { level: 1, name: 'À quoi servira le certificat ?' }).waitFor()
  await people.kept(page)
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'question:purpose')
}

/** Axe finds nothing and nothing scrolls, at the desk's size and on a phone; the pictures are kept to be looked at. */
const lookAt = async (name: string, page: Page): Promise<void> => {
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await page.waitForTimeout(100)
    await keepPicture(`citizen.${name}.${size.width}`, page)
    expect.soft(await audit(page), `${name} ${size.width}`).toEqual([])
    const over = await page.evaluate(() => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement
      return Math.max(scrollHeight - clientHeight, scrollWidth - clientWidth)
    })
    expect.soft(over, `${name} ${size.width} scrolls`).toBeLessThanOrEqual(0)
  }
}

const onTheirSide = async (page: Page): Promise<void> => {
  await expect.poll(() => page.locator('main.citizen, main.pin').count()).toBe(1)
  // Unmounted, not hidden: header, strip, notices, skip link, the room of the helper.
  expect(
    await page.locator('.top-bar, .offline-strip, .notices, .skip-link, main.page, input, textarea, select, a').count(),
  ).toBe(0)
  expect(await page.title()).toBe('Morchid · المرشد')
}

test('turned, nothing of the helper’s side is there, and Back, Esc and other keys lead nowhere (§6.6)', async () => {
  const { page } = kiosk
  await turnAtFirstQuestion()
  await onTheirSide(page)
  const address = page.url()
  for (let presses = 0; presses < 20; presses++) await page.evaluate(() => history.back())
  await page.waitForTimeout(500)
  for (const key of ['Escape', 'n', 'f', 't', 'Enter', 'Tab', 'Tab', 'Escape', 'F1', 'Alt+ArrowLeft'])
    await page.keyboard.press(key)
  await onTheirSide(page)
  expect(await citizen.cardOnScreen(page)).toBe('question:purpose')
  expect(page.url()).toBe(address)
})

test('a tap is not taken twice within 600 ms, even when the card has changed under the finger', async () => {
  const { page } = kiosk
  const tile = page.locator('.citizen__choices button').first()
  const box = await tile.boundingBox()
  if (!box) throw new Error('no picture')
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(700)
  expect(await citizen.cardOnScreen(page)).toBe('question:first_name_ar')
})

test('only the PIN brings the helper’s side back: wrong ones wait, and Cancel leads to the card again', async () => {
  const { page } = kiosk
  await page.locator('[data-corner="helper"]').click()
  await page.locator('main.pin').waitFor()
  await onTheirSide(page)
  await lookAt('pin', page)
  await page.keyboard.type('9999', { delay: 20 })
  await page.getByText(word('turn', 'turn.pin.wrong')).waitFor()
  await onTheirSide(page)
  await page.getByRole('button', { name: word('turn', 'turn.pin.back') }).click()
  await citizen.cardIs(page, 'question:first_name_ar')
  await page.waitForTimeout(700)
  await page.locator('[data-corner="helper"]').click()
  await page.locator('main.pin').waitFor()
  await page.locator('.pin__key:enabled').first().waitFor()
  await page.keyboard.type(citizen.pin, { delay: 20 })
  await page.locator('.top-bar').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
})

test('reloading or typing another address comes back locked, and Ctrl+L locks (§6.6)', async () => {
  const { page } = kiosk
  const locked = async (): Promise<void> => {
    await page.waitForSelector('input[type=password]')
    expect(await page.locator('body').innerText()).not.toContain('Prénom, en arabe')
    expect(await page.locator('main.citizen').count()).toBe(0)
    await people.unlock(page, helper)
    await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
    await citizen.turnScreen(page)
    await citizen.cardIs(page, 'question:first_name_ar')
  }
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'question:first_name_ar')
  await page.reload()
  await locked()
  await page.goto(`${kiosk.url}/find`)
  await page.waitForSelector('input[type=password]')
  await page.goto(`${kiosk.url}/`)
  await locked()
  await page.keyboard.press('Control+l')
  await locked()
  await citizen.goOn(page)
  await citizen.cardIs(page, 'give-back')
  await lookAt('give-back', page)
  await citizen.giveBack(page)
})

test('an Arabic helper: choosing the PIN, the turn card, the card, upside down on a tablet that lies flat', async () => {
  const other = await world.device(desk, 'ar')
  const { page } = other
  speak('ar')
  await people.enrol(other, world.linkOf('mediator', 1).url)
  await page
    .getByRole('link', { name: startsWith(word('desk', 'home.new')) })
    .first()
    .click()
  await page.getByRole('heading', { name: word('desk', 'new.title') }).waitFor()
  await pressKey(page, 't')
  await page.getByRole('heading', { name: word('turn', 'turn.pin.choose') }).waitFor()
  await lookAt('choose-pin.ar', page)
  await page.keyboard.type('1111', { delay: 20 })
  await page.getByText(word('turn', 'turn.pin.easy')).waitFor()
  await page.keyboard.type(citizen.pin, { delay: 20 })
  await page.getByRole('heading', { name: word('turn', 'turn.pin.again') }).waitFor()
  await page.keyboard.type('4827', { delay: 20 })
  await page.getByText(word('turn', 'turn.pin.different')).waitFor()
  for (const heading of ['turn.pin.choose', 'turn.pin.again']) {
    await page.getByRole('heading', { name: word('turn', heading) }).waitFor()
    await page.keyboard.type(citizen.pin, { delay: 20 })
  }
  await page.getByRole('heading', { name: word('turn', 'turn.title') }).waitFor()
  await lookAt('turn-card.ar', page)
  await page.getByRole('button', { name: word('turn', 'turn.flip') }).click()
  await page.getByRole('button', { name: startsWith(word('turn', 'turn.turned')) }).click()
  await citizen.cardIs(page, 'app.language')
  await lookAt('flipped.ar', page)
  const ear = await page.locator('[data-corner="ear"]').boundingBox()
  expect(ear?.y ?? 999).toBeLessThan(200)
  speak('fr')
})

test('a second window shows the question, takes the tap, and is empty afterwards', async () => {
  const { page } = kiosk
  const [theirs] = await Promise.all([
    kiosk.context.waitForEvent('page'),
    page.evaluate(() => void window.open('/citizen', 'morchid-citizen', 'popup')),
  ])
  const idle = theirs.locator('.citizen-idle')
  await idle.waitFor()
  // It opens no database and asks for no passphrase.
  expect(await theirs.locator('input').count()).toBe(0)
  await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: 'À quoi servira le certificat ?' }).waitFor()
  await pressKey(page, 't')
  await page.getByRole('heading', { name: word('turn', 'turn.elsewhere.title') }).waitFor()
  await keepPicture('citizen.elsewhere', page)
  expect(await audit(page)).toEqual([])
  await theirs.locator('main.citizen[data-card="question:purpose"]').waitFor()
  await theirs.setViewportSize(desk)
  await keepPicture('citizen.window', theirs)
  expect(await audit(theirs)).toEqual([])
  await theirs.locator('.citizen__choices button').first().click()
  await theirs.locator('main.citizen[data-card="question:first_name_ar"]').waitFor()
  await theirs.waitForTimeout(700)
  await theirs.locator('[data-corner="helper"]').click()
  await page.getByText(word('turn', 'turn.elsewhere.called')).waitFor()
  // The helper's own window: no PIN.
  await page.getByRole('button', { name: startsWith(word('turn', 'turn.elsewhere.stop')) }).click()
  await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
  await idle.waitFor()
  expect(await theirs.locator('body').innerText()).not.toContain('Prénom')

  // Locked, it stays empty; closed in the middle, the screen is turned instead.
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await page.waitForSelector('input[type=password]')
  await idle.waitFor()
  await people.unlock(page, helper)
  await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
  await pressKey(page, 't')
  await theirs.locator('main.citizen').waitFor()
  await theirs.close()
  await page.getByRole('heading', { name: word('turn', 'turn.title') }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
})

test('the second window works without a link, and is empty when the helper’s window is gone', async () => {
  const { page } = kiosk
  await kiosk.link('down')
  const theirs = await kiosk.context.newPage()
  await theirs.goto(`${kiosk.url}/citizen`)
  await theirs.locator('.citizen-idle').waitFor()
  await pressKey(page, 't')
  await theirs.locator('main.citizen').waitFor()
  await page.goto('about:blank')
  await theirs.locator('.citizen-idle').waitFor()
  await kiosk.link('up')
  await theirs.close()
})

// --- every card of the packs, on the gallery's page ---

let gallery: { readonly url: string; readonly close: () => void }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-gallery-'))
  process.env['GALLERY'] = '1'
  await build({ logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } })
  delete process.env['GALLERY']
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    readFile(join(folder, pathname)).then(
      (bytes) => response.setHeader('Content-Type', types[extname(pathname)] ?? 'text/plain').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  gallery = {
    url: `http://127.0.0.1:${address.port}/gallery/citizen.html`,
    close: () => {
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})
afterAll(() => gallery.close())

/** Drawn in place: a page load for each of hundreds of cards would be minutes. */
const cardsOf = async (page: Page, variety: string, state = ''): Promise<number> => {
  await page.goto(`${gallery.url}?variety=${variety}&${state}`)
  await page.locator('main.citizen').waitFor()
  return Number(await page.locator('html').getAttribute('data-cards'))
}

/**
 * What is wrong with each of these cards, drawn one after the other in the page: it scrolls, something is cut, small, or
 * too near. Beside it the place of its two corners.
 */
const measure = (page: Page, cards: readonly number[]) =>
  page.evaluate((all) => {
    const placeOf = (selector: string): string => {
      const box = document.querySelector(selector)?.getBoundingClientRect()
      return box ? [box.left, box.right, box.top, box.bottom].map(Math.round).join(' ') : ''
    }
    const leftOf = (selector: string): number | null =>
      document.querySelector(selector)?.getBoundingClientRect().left ?? null
    return all.map((at) => {
      window.dispatchEvent(new CustomEvent('show-card', { detail: at }))
      const wrong: string[] = []
      const root = document.documentElement
      if (root.scrollHeight > root.clientHeight) wrong.push(`scrolls by ${root.scrollHeight - root.clientHeight}`)
      if (root.scrollWidth > root.clientWidth) wrong.push('scrolls sideways')
      if (document.querySelector('input, textarea, select, [contenteditable]')) wrong.push('has a field')
      if (!document.querySelector('main.citizen :is(use, [data-picture])')) wrong.push('has no picture')
      if (document.querySelectorAll('.citizen__choices button').length > 4) wrong.push('more than four pictures')
      const [yes, no] = [leftOf('.tile--yes'), leftOf('.tile--no')]
      if (yes !== null && no !== null && yes < no) wrong.push('yes is not on the right hand’s side')
      const targets = [...document.querySelectorAll('button')].map((element) => ({
        name: element.dataset['value'] ?? element.dataset['tap'] ?? element.className,
        element,
        box: element.getBoundingClientRect(),
      }))
      for (const { name, element, box } of targets) {
        if (box.width < 95.9 || box.height < 95.9) wrong.push(`${name} is ${box.width} × ${box.height}`)
        if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
          wrong.push(`${name} is cut`)
      }
      for (const [i, one] of targets.entries())
        for (const other of targets.slice(i + 1)) {
          const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right)
          const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom)
          if (Math.max(across, down) < 15.9) wrong.push(`${one.name} is too near ${other.name}`)
        }
      return {
        id: `${document.querySelector<HTMLElement>('main.citizen')?.dataset['card'] ?? ''} (${at})`,
        wrong,
        corners: `${placeOf('[data-corner="ear"] button')} | ${placeOf('[data-corner="helper"]')}`,
      }
    })
  }, cards)

test('every card fits: four pictures at most, no scroll, 96 px and 16 px apart, corners and yes where they always are (§6.2, 4, 22)', async () => {
  const page = await kiosk.context.newPage()
  for (const size of [phone, desk, lying]) {
    await page.setViewportSize(size)
    const corners = new Set<string>()
    // With and without the words that a missing clip leaves to the helper.
    for (const [variety, state] of [
      ['fr', ''],
      ['ary', ''],
      ['fr', 'read'],
      ['ary', 'read'],
    ] as const) {
      const count = await cardsOf(page, variety, size === lying ? '' : state)
      expect(count).toBeGreaterThan(100)
      for (const card of await measure(page, [...Array(count).keys()])) {
        expect.soft(card.wrong, `${card.id} ${variety} ${size.width}`).toEqual([])
        corners.add(card.corners)
      }
    }
    // One place for each, on all cards, in both directions of writing.
    expect([...corners], `${size.width}`).toHaveLength(1)
  }
  await page.close()
})

test('axe finds nothing, in both languages (§6.22)', async () => {
  const page = await kiosk.context.newPage()
  await page.setViewportSize(phone)
  for (const variety of ['fr', 'ary']) {
    await cardsOf(page, variety)
    for (const at of [0, 2, 4, 5, 10]) {
      const [card] = await measure(page, [at])
      expect.soft(await audit(page), `${card?.id} ${variety}`).toEqual([])
    }
  }
  await page.close()
})

test('in grey and without motion yes and no still differ, by their shape (§6.25)', async () => {
  const page = await kiosk.context.newPage()
  await page.setViewportSize(phone)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await cardsOf(page, 'fr')
  await measure(page, [5])
  await page.addStyleTag({
    content:
      'html { filter: grayscale(1) } .tile { background: #fff !important; border: 3px solid #000 !important } .tile__text { visibility: hidden }',
  })
  const yes = await page.locator('.tile--yes').screenshot()
  const no = await page.locator('.tile--no').screenshot()
  await keepPicture('citizen.grey', page)
  expect(yes.equals(no)).toBe(false)
  const outline = (tile: string) => page.locator(`${tile} [data-picture]`).getAttribute('data-picture')
  expect(await outline('.tile--yes')).not.toBe(await outline('.tile--no'))
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  await page.close()
})
