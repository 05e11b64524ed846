// A key that a button announces. It is pressed when that button stands and may be pressed: a person presses what they
// see, and a test on a slow machine is otherwise faster than the screen.
import type { Page } from 'playwright-core'

/** `key` as Playwright spells it: one letter, or "Control+Enter". */
export const pressKey = async (page: Page, key: string): Promise<void> => {
  const announced = key.length === 1 ? key.toUpperCase() : key
  await page.locator(`[aria-keyshortcuts="${announced}"]:not(:disabled):not([aria-disabled]):visible`).first().waitFor()
  await page.keyboard.press(key)
}
