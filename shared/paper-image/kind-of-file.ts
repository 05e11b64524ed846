// What a file is by its first bytes, never by its name or by what a browser calls it: a page of HTML named `card.jpg` is
// refused here. Of two files in one, the first bytes decide, and only pixels drawn anew ever leave the kiosk.

export type FileKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'pdf' | 'other'

/** As many bytes as `kindOfFile` looks at. A PDF may begin late, as its readers allow. */
export const bytesToTellKind = 1024

export const kindOfFile = (bytes: Uint8Array): FileKind => {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (letters(bytes, 0, 4) === 'RIFF' && letters(bytes, 8, 4) === 'WEBP') return 'webp'
  if (letters(bytes, 4, 4) === 'ftyp' && heicBrands.has(letters(bytes, 8, 4))) return 'heic'
  if (letters(bytes, 0, bytesToTellKind).includes('%PDF-')) return 'pdf'
  return 'other'
}

/** What phones write into the box that names the format. AVIF is not among them: nobody photographs a card in it. */
const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'])

const startsWith = (bytes: Uint8Array, wanted: readonly number[]): boolean =>
  wanted.every((byte, at) => bytes[at] === byte)

const letters = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))
