// A document as it would be put on paper: its words, its code read from the dots of an office printer, how many sheets it
// takes, and the name the print job would have. E2E_SHOTS=folder keeps the sheets, to be looked at by somebody.
import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { readPrintedCode } from './printed.ts'

export interface PrintedSheet {
  readonly text: string
  readonly seal: string
  readonly pages: number
  readonly jobName: string
}

let made = 0

/** Leaves the page as it was. */
export const printSheet = async (page: Page): Promise<PrintedSheet> => {
  await page.emulateMedia({ media: 'print' })
  try {
    const text = await page.locator('.sheet').innerText()
    const seal = (await readPrintedCode(page, page.locator('.sheet .receipt__code'))) ?? ''
    return { text, seal, pages: await printPages(page, 'sheet'), jobName: await page.title() }
  } finally {
    await page.emulateMedia({ media: null })
  }
}

/** How many sheets the page takes; backgrounds are left out, as most printers are set. */
export const printPages = async (page: Page, name: string): Promise<number> => {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: false })
  await session.detach()
  const pdf = Buffer.from(data, 'base64')
  const shots = process.env['E2E_SHOTS']
  if (shots) writeFileSync(`${shots}/${name}-${++made}.pdf`, pdf)
  // As Chromium writes it: one object for each page, in clear.
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
}
