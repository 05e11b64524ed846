// A table as CSV: RFC 4180, in UTF-8 with its mark so that an office's spreadsheet reads the accents and the Arabic. A
// cell can't become a formula of the spreadsheet that opens it: what people typed is text there too.
import { encodeUtf8 } from 'lib0/string'

/** The first row is the heading. */
export type Table = readonly (readonly string[])[]

export const toCsv = (rows: Table): Uint8Array =>
  encodeUtf8(`\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`)

const cell = (text: string): string => {
  const said = harmless(text)
  return /[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said
}

/**
 * Spreadsheets run a cell that begins with one of these, some after spaces too, some with the wide forms of East Asian
 * keyboards. An apostrophe before it makes it text; a reader that is no spreadsheet sees the apostrophe.
 */
const harmless = (text: string): string => (/^[\s\ufeff]*[=+\-@\t\r|＝＋－＠]/.test(text) ? `'${text}` : text)
