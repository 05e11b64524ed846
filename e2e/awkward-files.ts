// Files that hurt, made here byte by byte: pictures on their side, cut short, two in one, far too large, and PDFs that unfold.
import { deflateSync } from 'node:zlib'

const text = (words: string): Buffer => Buffer.from(words, 'latin1')
const big16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255])
const big32 = (value: number): Buffer => {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(value)
  return four
}

/** What is found in no made page: a place, a telephone, a name. */
export const secrets = ['31 deg 37 N', 'Phone of Fatima', 'Exif', 'EXIF', 'XMP']

/** The JPEG with an orientation, a maker and a place before it, as a telephone writes them. */
export const withExif = (jpeg: Uint8Array, orientation: number): Buffer => {
  const maker = text('Phone of Fatima\0')
  const place = text('31 deg 37 N\0')
  const entries = 3
  const afterEntries = 8 + 2 + entries * 12 + 4
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer =>
    Buffer.concat([big16(tag), big16(type), big32(count), value])
  const tiff = Buffer.concat([
    text('MM\0*'),
    big32(8),
    big16(entries),
    entry(0x010f, 2, maker.length, big32(afterEntries)),
    entry(0x0112, 3, 1, Buffer.concat([big16(orientation), big16(0)])),
    entry(0x013b, 2, place.length, big32(afterEntries + maker.length)),
    big32(0),
    maker,
    place,
  ])
  const body = Buffer.concat([text('Exif\0\0'), tiff])
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), big16(body.length + 2), body, jpeg.subarray(2)])
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
const crc = (bytes: Uint8Array): number => {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
const chunk = (name: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([text(name), data])
  return Buffer.concat([big32(data.length), named, big32(crc(named))])
}
/** All white, in one bit a pixel: a hundred million of them weigh a few kilobytes. */
export const whitePng = (width: number, height: number): Buffer => {
  const row = Buffer.alloc(Math.ceil(width / 8) + 1, 0xff)
  row[0] = 0
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', Buffer.concat([big32(width), big32(height), Buffer.from([1, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A JPEG whose head says that it has this many pixels, and nothing behind it. */
export const jpegHead = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    big16(16),
    text('JFIF\0'),
    Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0]),
    Buffer.from([0xff, 0xc0]),
    big16(17),
    Buffer.from([8]),
    big16(height),
    big16(width),
    Buffer.from([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9]),
  ])

export const heicHead = Buffer.concat([
  big32(24),
  text('ftypheic'),
  big32(0),
  text('mif1heic'),
  box(
    'meta',
    Buffer.concat([
      big32(0),
      box('iprp', box('ipco', box('ispe', Buffer.concat([big32(0), big32(4032), big32(3024)])))),
    ]),
  ),
])
function box(name: string, body: Buffer): Buffer {
  return Buffer.concat([big32(body.length + 8), text(name), body])
}

export const svgWithScript = text(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>document.title = "run"</script></svg>',
)
export const html = text('<!doctype html><script>document.title = "run"</script>')

export interface PdfStreamPart {
  readonly dictionary?: string
  readonly data: Uint8Array
}

/** A PDF with so many pages of this content, and whatever else is put into it. */
export const pdf = (pages: number, content: PdfStreamPart, { catalog = '', trailer = '' } = {}): Buffer => {
  const objects: Buffer[] = [
    text(`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`),
    text(
      `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, n) => `${n + 5} 0 R`).join(' ')}] /MediaBox [0 0 595 842] >>`,
    ),
    Buffer.concat([
      text(`<< /Length ${content.data.length} ${content.dictionary ?? ''} >>\nstream\n`),
      content.data,
      text('\nendstream'),
    ]),
    text('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    ...Array.from({ length: pages }, () =>
      text('<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>'),
    ),
  ]
  let file = text('%PDF-1.7\n')
  const places: number[] = []
  for (const [at, object] of objects.entries()) {
    places.push(file.length)
    file = Buffer.concat([file, text(`${at + 1} 0 obj\n`), object, text('\nendobj\n')])
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.concat([
    file,
    text(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF`,
    ),
  ])
}

export const letter: PdfStreamPart = {
  data: text('0.8 0.1 0.1 rg 50 700 200 80 re f BT /F1 24 Tf 0 0 0 rg 60 600 Td (Attestation de residence) Tj ET'),
}
export const deflated = (data: Uint8Array): PdfStreamPart => ({
  dictionary: '/Filter /FlateDecode',
  data: deflateSync(data),
})

/** Closed by a password that nobody has. */
export const lockedPdf = (): Buffer => {
  const key = `<${'7a'.repeat(32)}>`
  const trailer = `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >> /ID [<00> <00>]`
  return pdf(1, letter, { trailer })
}
export const pdfWithScript = (): Buffer =>
  pdf(1, letter, { catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); document.title = "run") >>' })
/** Half a megabyte of strokes in a few kilobytes. */
export const pdfOfStrokes = (): Buffer => pdf(1, deflated(text('0 0 m 9 9 l S '.repeat(250_000))))
