// Looks at a screen in both languages and at both sizes: axe finds nothing, nothing overflows sideways, the direction is
// right. E2E_SHOTS=folder keeps the pictures, to be looked at by somebody.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as Axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { speak } from './words.ts'
import { desk, phone } from './world.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.env['E2E_SHOTS']

export const keepPicture = async (name: string, page: Page): Promise<void> => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** What axe finds, run from outside: the page's CSP rightly refuses injected scripts. */
export const audit = async (page: Page): Promise<readonly string[]> => {
  // Once a document: to read half a megabyte of script again costs as much as a run.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof Axe }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
  })
}

/** Leaves the screen in French, at the desk's size. */
export const look = async (name: string, page: Page): Promise<void> => {
  for (const lang of ['fr', 'ar'] as const) {
    await show(lang, page)
    await atBothSizes(`${name}.${lang}`, page)
    expect.soft(await page.locator('html').getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr')
  }
  await show('fr', page)
}

/** Opens the dialog in each language by its key or its button, and closes it again. */
export const lookAtDialog = async (name: string, page: Page, opener: string | (() => Locator)): Promise<void> => {
  for (const lang of ['fr', 'ar'] as const) {
    await show(lang, page)
    speak(lang)
    await (typeof opener === 'string' ? page.keyboard.press(opener) : opener().click())
    await page.locator('dialog[open]').waitFor()
    await atBothSizes(`${name}.${lang}`, page)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  }
  speak('fr')
  await show('fr', page)
}

const show = async (lang: 'fr' | 'ar', page: Page): Promise<void> => {
  await page
    .locator('.lang-switch')
    .getByRole('button', { name: lang === 'fr' ? 'Français' : 'العربية', exact: true })
    .click()
  await page.waitForFunction((want) => document.documentElement.lang === want, lang)
}

/** In its fonts, at rest, two frames after its size changed. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    await document.fonts.ready
    await frame()
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(moving.map((one) => one.finished))
    await frame()
  })

const atBothSizes = async (name: string, page: Page): Promise<void> => {
  for (const size of [desk, phone]) {
    await page.setViewportSize(size)
    await drawn(page)
    await keepPicture(`${name}.${size.width}`, page)
    expect.soft(await audit(page), `${name} ${size.width}`).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect.soft(wide, `${name} ${size.width} overflows sideways`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(desk)
}
