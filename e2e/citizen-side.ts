// What the person does on their side of the screen: they see pictures in places, hear a voice, and read nothing.
import type { Page } from 'playwright-core'
import { pressKey } from './press-key.ts'
import { startsWith, word } from './words.ts'

export const pin = '4826'

const side = 'main.citizen'

/** From the helper's side to the first card; the first turn of a person on a device chooses its four digits. */
export const turnScreen = async (page: Page): Promise<void> => {
  await pressKey(page, 't')
  const choosing = page.getByRole('heading', { name: word('turn', 'turn.pin.choose') })
  const turned = page.getByRole('heading', { name: word('turn', 'turn.title') })
  await choosing.or(turned).first().waitFor()
  if (await choosing.isVisible()) {
    await page.keyboard.type(pin)
    await page.getByRole('heading', { name: word('turn', 'turn.pin.again') }).waitFor()
    await page.keyboard.type(pin)
    await turned.waitFor()
  }
  // Clicked, not typed: on a slow machine the key comes before the screen listens.
  await page.getByRole('button', { name: startsWith(word('turn', 'turn.turned')) }).click()
  await page.locator(`${side}[data-card]`).waitFor()
}

/** The helper has it again. */
export const giveBack = async (page: Page): Promise<void> => {
  await page.locator(`${side}[data-card="give-back"]`).waitFor()
  await page.locator('[data-corner="helper"]').click()
  await page.locator('main.pin').waitFor()
  await page.keyboard.type(pin, { delay: 30 })
  await page.locator('.top-bar').waitFor()
}

export const cardOnScreen = (page: Page): Promise<string | null> =>
  page.locator(`${side}[data-card]`).first().getAttribute('data-card')

/** Waits for this card, or one that begins so. */
export const cardIs = (page: Page, id: string): Promise<void> => page.locator(`${side}[data-card^="${id}"]`).waitFor()

/** A finger on the middle of a picture; then the hand rests, since a second tap too soon is not taken. */
const touch = async (page: Page, tile: string): Promise<void> => {
  const found = page.locator(tile).first()
  await found.waitFor()
  const box = await found.boundingBox()
  if (!box) throw new Error(`${tile} is not on screen`)
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(650)
}

/** By what it shows; other pictures are asked for until it is there. */
export const tapPicture = async (page: Page, picture: string): Promise<void> => {
  const tile = `${side} .citizen__choices button:has([data-picture="${picture}"])`
  await page.locator(`${side} .citizen__choices button`).first().waitFor()
  if ((await page.locator(tile).count()) === 0) await touch(page, `${side} [data-tap="next-page"]`)
  await touch(page, tile)
}

export const tapYes = (page: Page): Promise<void> => touch(page, `${side} [data-tap="yes"]`)
export const tapNo = (page: Page): Promise<void> => touch(page, `${side} [data-tap="no"]`)
export const goOn = (page: Page): Promise<void> => touch(page, `${side} [data-tap="went-on"]`)
export const tellClerk = (page: Page): Promise<void> => touch(page, `${side} [data-tap="tell-clerk"]`)

/** Nobody reads: every word on the person's side is there and cannot be seen. */
export const coverText = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('.citizen, .citizen * { color: transparent !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  })
