// What staff press, measured: every target of the main screens is at least 44 px in both languages and sizes, and at
// twice the size of letters nothing is cut and nothing is pushed off the side.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture } from './look.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let paper: people.Paper
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

/** Too small to be hit by a finger; what is inside a sentence is as high as its line, and is told apart by WCAG too. */
const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const least = 44
    const wanted =
      'a[href], button, summary, select, textarea, [role=button], [role=option], [role=tab], input:not([type=hidden])'
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
      element.closest('[inert], .visually-hidden, .receipt') === null
    /** A box drawn by its label is as big as the label; a link spread over its card by a drawn layer, as the card. */
    const pressed = (element: Element): Element => {
      if (element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type))
        return element.labels?.[0] ?? element.closest('label') ?? element
      const layer = getComputedStyle(element, '::after')
      if (layer.content === 'none' || layer.position !== 'absolute') return element
      let around: Element | null = element
      while (around && getComputedStyle(around).position === 'static') around = around.parentElement
      return around ?? element
    }
    const isInSentence = (element: Element): boolean => {
      const parent = element.parentElement
      const own = element.textContent?.trim() ?? ''
      return parent?.tagName === 'P' && (parent.textContent?.trim().length ?? 0) > own.length
    }
    return [...document.querySelectorAll(wanted)].flatMap((found) => {
      const element = pressed(found)
      if (!isShown(element) || (found.tagName === 'A' && isInSentence(found))) return []
      const { width, height } = element.getBoundingClientRect()
      // The way past the header is off the screen until it has the focus.
      if (element.matches('.skip-link') || width === 0) return []
      // Half a pixel of rounding.
      return width >= least - 0.5 && height >= least - 0.5
        ? []
        : [`${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 140)}`]
    })
  })

/** Text whose box is smaller than what is written in it, and a page wider than the window. */
const cutTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = document.documentElement
    const wide = root.scrollWidth - root.clientWidth
    const hides = (value: string): boolean => value === 'hidden' || value === 'clip'
    const cut = [...document.querySelectorAll('body *')].flatMap((element) => {
      if (!(element instanceof HTMLElement) || element.closest('.visually-hidden, .receipt, [inert]')) return []
      if (!element.checkVisibility() || element.innerText.trim() === '') return []
      const style = getComputedStyle(element)
      const isNarrow = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
      const isLow = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1
      return isNarrow || isLow ? [`cut: ${element.outerHTML.slice(0, 140)}`] : []
    })
    return wide > 0 ? [`${wide} px off the side`, ...cut] : cut
  })

const show = async (lang: 'fr' | 'ar', page: Page): Promise<void> => {
  const name = lang === 'fr' ? 'Français' : 'العربية'
  await page.locator('.lang-switch').getByRole('button', { name, exact: true }).click()
  await page.waitForFunction((want) => document.documentElement.lang === want, lang)
}

/** Twice the size: a window of half as many CSS pixels, as a browser's zoom of 200 % gives. */
const zoomed = { width: desk.width / 2, height: desk.height / 2 }

const measure = async (name: string, page: Page): Promise<void> => {
  for (const lang of ['fr', 'ar'] as const) {
    await show(lang, page)
    for (const size of [desk, phone]) {
      await page.setViewportSize(size)
      expect.soft(await smallTargets(page), `${name} ${lang} ${size.width}: under 44 px`).toEqual([])
    }
    await page.setViewportSize(zoomed)
    expect.soft(await cutTexts(page), `${name} ${lang} at 200 %`).toEqual([])
    await keepPicture(`targets.${name}.${lang}.200`, page)
  }
  await page.setViewportSize(desk)
  await show('fr', page)
}

test('the desk: home, catalogue, papers, questions, read-back, mandate, receipt, dossier, find', async () => {
  const { page } = kiosk
  const start = startsWith(word('desk', 'home.new'))
  await page.getByRole('link', { name: start }).or(people.button(page, start)).first().waitFor()
  await measure('home', page)
  await page.getByRole('link', { name: start }).or(people.button(page, start)).first().click()
  await page.getByRole('heading', { name: word('desk', 'new.title') }).waitFor()
  await measure('catalogue', page)
  await people.begin(page, residence)
  for (const stop of ['purpose', 'first_name_ar', 'card_number']) {
    await people.answerAll(page, residence, stop)
    await measure(`question-${stop}`, page)
  }
  await people.answerAll(page, residence)
  await measure('read-back', page)
  await people.readRows(page)
  await measure('teach-back', page)
  await people.teachBack(page)
  await measure('mandate', page)
  paper = await people.mandateAndFile(page)
  await measure('receipt', page)
  await people.endVisit(page)
  await page.goto(`${kiosk.url}/`)
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByText(paper.reference).first().click()
  await page.getByRole('heading', { name: word('desk', 'dossier.history') }).waitFor()
  await measure('dossier', page)
  await page.goto(`${kiosk.url}/find`)
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByRole('heading', { name: word('desk', 'find.title') }).waitFor()
  await measure('find', page)
})

test('the clerk: queue, dossier, the checking of a paper', async () => {
  const { page } = await world.deviceOf('clerk')
  await page.getByText(paper.reference).first().waitFor()
  await measure('queue', page)
  await page.getByText(paper.reference).first().click()
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await measure('clerk-dossier', page)
  await page.keyboard.press('g')
  await page.locator('#clerk-search').waitFor()
  await pressKey(page, 'v')
  await page.getByRole('heading', { name: word('desk', 'check.title') }).waitFor()
  await measure('clerk-paper', page)
})

test('the supervisor: points and devices', async () => {
  const { page } = await world.deviceOf('supervisor')
  await page.getByText('EPN Asni').first().waitFor()
  await measure('supervisor', page)
})
