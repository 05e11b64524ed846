// Makes the font subsets of pwa/styles/fonts: Noto Sans Arabic in two weights, with the letters Moroccan names need
// (ڭ گ ڤ پ ڨ), and Noto Sans Tifinagh with the letters of IRCAM. Run by hand (`node scripts/fonts.ts`); what it makes is
// committed. Latin stays with the system's font.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Letters, vowels and hamza of Arabic, the Moroccan additions, digits of both kinds and the punctuation around them. */
const letters = [
  ...range(0x0621, 0x063a),
  ...range(0x0640, 0x0652),
  0x0670,
  0x0671,
  ...range(0x0660, 0x066c),
  0x060c,
  0x061b,
  0x061f,
]
const moroccan = [...'ڭگڤپڨچژڥڢ']

/** The 33 letters of standard Tamazight, and the mark of labialisation. */
const tifinagh = 'ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ'

mkdirSync(here('pwa/styles/fonts'), { recursive: true })
for (const weight of [400, 700]) {
  const source = readFileSync(
    here(`node_modules/@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff2`),
  )
  const text = String.fromCodePoint(...letters) + moroccan.join('') + ' .,:()«»-/'
  const made = await subsetFont(source, text, { targetFormat: 'woff2' })
  writeFileSync(here(`pwa/styles/fonts/noto-sans-arabic-${weight}.woff2`), made)
  console.log(`noto-sans-arabic-${weight}: ${source.length} → ${made.length} bytes`)
}

{
  const source = readFileSync(
    here('node_modules/@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff2'),
  )
  const made = await subsetFont(source, `${tifinagh} .,:-`, { targetFormat: 'woff2' })
  writeFileSync(here('pwa/styles/fonts/noto-sans-tifinagh-400.woff2'), made)
  console.log(`noto-sans-tifinagh-400: ${source.length} → ${made.length} bytes`)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
