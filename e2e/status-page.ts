// What a person's own page says of the state of their request, asked as they do: two numbers, no script.
import type { Paper } from './people.ts'
import type { Device } from './world.ts'

/** On a page of its own beside the device's. The page's heading, in French. */
export const stateTold = async ({ context, url }: Device, { reference, secret }: Paper): Promise<string> => {
  const page = await context.newPage()
  await page.goto(`${url}/s?lang=fr`)
  await page.locator('form input[type=tel]').nth(0).fill(reference)
  await page.locator('form input[type=tel]').nth(1).fill(secret)
  await page.locator('form button').click()
  const text = await page.locator('h1').innerText()
  await page.close()
  return text
}
