// What the streams of a PDF would become if they were inflated, counted without keeping them: a file of a few kilobytes that
// unfolds into gigabytes is turned away before anything opens it. Streams are found by their words, not by the file's own
// table, which may lie. What is not zlib, or is encrypted, does not inflate and counts nothing.

/** What one stream may become: a page scanned in colour at 300 dots an inch has 26 MB, one at 400 has 46. */
export const mostStreamBytes = 64_000_000
/** Of one that is neither a picture nor letters: what is written on a page has a hundredth of it. */
export const mostContentBytes = 4_000_000
/** In all, so that weighing comes to an end: ten pages of a scanner. */
const mostInAll = 640_000_000
/** An A4 at 400 dots an inch. Every pixel becomes four bytes, more than once. */
export const mostPicturePixels = 16_000_000
/** Of what comes out of one stream and looks folded again; a thousand times that is over every limit. */
const mostFoldedBytes = 4_000_000
/** LZW unfolds up to 1,400 times, and nothing here can count it: what a letter of the nineties has. */
const mostLzwBytes = 60_000
/** Given to the inflater at once: it hands out all that comes of it, a thousand times as much. */
const pieceBytes = 4_096

export type PdfWeight = 'light' | 'too-heavy'

export const weighPdf = async (bytes: Uint8Array<ArrayBuffer>): Promise<PdfWeight> => {
  let left = mostInAll
  for (const { data, dictionary } of streamsOf(bytes)) {
    if (/\/LZW/.test(dictionary) && data.length > mostLzwBytes) return 'too-heavy'
    // One inside another is how a bomb is folded; no honest writer does it.
    if ((dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW)\b/g) ?? []).length > 1) return 'too-heavy'
    if (pixelsIn(dictionary) > mostPicturePixels) return 'too-heavy'
    const most = isPictureOrLetters(dictionary) ? mostStreamBytes : mostContentBytes
    if (!isZlib(data)) {
      if (data.length > most) return 'too-heavy'
      continue
    }
    const length = await inflatedLength(pieces(data), most)
    left -= length
    if (length >= most || left <= 0) return 'too-heavy'
  }
  return 'light'
}

const isPictureOrLetters = (dictionary: string): boolean =>
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)\b|\/Length[123]\b/.test(dictionary)

const pixelsIn = (dictionary: string): number => {
  const side = (name: string): number => Number(new RegExp(`/${name}\\s+(\\d+)`).exec(dictionary)?.[1] ?? 0)
  return side('Width') * side('Height')
}

function* pieces(data: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < data.length; at += pieceBytes) yield data.subarray(at, at + pieceBytes)
}

interface PdfStream {
  readonly data: Uint8Array<ArrayBuffer>
  /** The words before it, its filters among them. */
  readonly dictionary: string
}

const dictionaryLength = 600

function* streamsOf(bytes: Uint8Array<ArrayBuffer>): Generator<PdfStream> {
  let at = 0
  for (;;) {
    const word = find(bytes, 'stream', at)
    if (word === -1) return
    const start = afterLineEnd(bytes, word + 6)
    const end = find(bytes, 'endstream', start)
    const until = end === -1 ? bytes.length : end
    const dictionary = latin(bytes.subarray(Math.max(at, word - dictionaryLength), word))
    yield { data: bytes.subarray(start, until), dictionary: dictionary.slice(dictionary.lastIndexOf(' obj') + 1) }
    at = until + 9
  }
}

/** 0x78 and a checksum of two bytes (RFC 1950). */
const isZlib = (data: Uint8Array): boolean =>
  ((data[0] ?? 0) & 0x0f) === 8 && (((data[0] ?? 0) << 8) | (data[1] ?? 0)) % 31 === 0

/** What it unfolds into, until more than `most`; what looks folded inside is unfolded as well, `deeper` times. */
const inflatedLength = async (data: Iterable<Uint8Array<ArrayBuffer>>, most: number, deeper = 1): Promise<number> => {
  const stream = new DecompressionStream('deflate')
  const written = writeAll(stream, data)
  const reader = stream.readable.getReader()
  const inside: Uint8Array<ArrayBuffer>[] = []
  let isFolded = false
  let length = 0
  try {
    while (length < most) {
      const { done, value } = await reader.read()
      if (done) break
      if (length === 0) isFolded = deeper > 0 && isZlib(value)
      length += value.length
      // A bomb in a bomb is small: what is not small is counted already.
      if (isFolded && length < mostFoldedBytes) inside.push(Uint8Array.from(value))
    }
  } catch {
    // Cut off, or with an end of line behind it: what came out until then is what a reader would have.
  }
  await reader.cancel().catch(() => undefined)
  await written
  return isFolded && length < most
    ? length +
        (await inflatedLength(
          inside.flatMap((one) => [...pieces(one)]),
          most - length,
          deeper - 1,
        ))
    : length
}

/** Its failures arrive where it is read. */
const writeAll = async (stream: DecompressionStream, data: Iterable<Uint8Array<ArrayBuffer>>): Promise<void> => {
  const writer = stream.writable.getWriter()
  try {
    for (const part of data) await writer.write(part)
    await writer.close()
  } catch {
    // Nobody reads any more.
  }
}

const afterLineEnd = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at] === 0x0d ? at + 1 : at
  return bytes[first] === 0x0a ? first + 1 : first
}

const find = (bytes: Uint8Array, word: string, from: number): number => {
  const codes = [...word].map((letter) => letter.charCodeAt(0))
  const first = codes[0] ?? 0
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1))
    if (codes.every((code, offset) => bytes[at + offset] === code)) return at
  return -1
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
