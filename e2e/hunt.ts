// Looks for planted values in bytes, in every form they could lie in: UTF-8, UTF-16LE, base64 in its three alignments,
// hexadecimal. One pass over the bytes whatever the number of values.
import { randomBytes, randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

export interface Hunt {
  /** The values that are in these bytes. */
  inBytes(bytes: Uint8Array): ReadonlySet<string>
  inText(text: string): ReadonlySet<string>
}

export const createHunt = (values: readonly string[]): Hunt => {
  // By their first four bytes; the first three tell nearly every other place apart.
  const needles = new Map<number, { readonly bytes: Buffer; readonly value: string }[]>()
  const begins = new Uint8Array(1 << 24)
  for (const value of values)
    for (const bytes of formsOf(value)) {
      if (bytes.length < 4) throw new Error(`${value} is too short to be looked for`)
      const key = bytes.readUInt32LE(0)
      needles.set(key, [...(needles.get(key) ?? []), { bytes, value }])
      begins[key & 0xffffff] = 1
    }
  const inBytes = (hay: Uint8Array): ReadonlySet<string> => {
    const found = new Set<string>()
    const buffer = Buffer.from(hay.buffer, hay.byteOffset, hay.byteLength)
    let window = 0
    for (let at = 0; at < buffer.length; at++) {
      window = (window >>> 8) | ((buffer[at] ?? 0) << 24)
      if (at < 3 || begins[window & 0xffffff] === 0) continue
      for (const { bytes, value } of needles.get(window >>> 0) ?? [])
        if (buffer.compare(bytes, 0, bytes.length, at - 3, Math.min(buffer.length, at - 3 + bytes.length)) === 0)
          found.add(value)
    }
    return found
  }
  return { inBytes, inText: (text) => inBytes(Buffer.from(text, 'utf8')) }
}

const formsOf = (value: string): readonly Buffer[] => {
  const utf8 = Buffer.from(value, 'utf8')
  const utf16 = Buffer.from(value, 'utf16le')
  const hex = utf8.toString('hex')
  return [utf8, utf16, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64Of(utf8), ...base64Of(utf16)]
}

/** Its middle, which is the same whatever stands before and after. */
const base64Of = (bytes: Buffer): readonly Buffer[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return Buffer.from(text.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6)))
  })

/** Every file of a folder, however deep. A file that goes away meanwhile is passed over. */
export const huntFiles = (hunt: Hunt, folder: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, ReadonlySet<string>>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
    } catch {
      continue
    }
    const here = hunt.inBytes(bytes)
    if (here.size > 0) found.set(path, here)
  }
  return found
}

/** Browsers cut long strings in a snapshot: with this flag they do not. */
export const wholeStrings = '--js-flags=--heap-snapshot-string-limit=10000000'

/** All strings that are alive in the page, after a garbage collection. */
export const heapStrings = async (page: Page): Promise<readonly string[]> => {
  const session = await page.context().newCDPSession(page)
  const parts: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const { strings } = JSON.parse(parts.join('')) as { readonly strings: readonly string[] }
  return strings
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
const arabic = 'بتثجحخدذرزسشصضطظعغفقكلمنهوي'
const pick = (from: string, length: number): string =>
  Array.from({ length }, () => from[randomInt(from.length)] ?? '').join('')

/** Values nothing else can contain by chance, fit for the fields of a form. */
export const planted = {
  word: (): string => `${pick(letters.toUpperCase(), 1)}${pick(letters, 13)}`,
  arabicWord: (): string => pick(arabic, 12),
  card: (): string => `${pick(letters.toUpperCase(), 2)}${100_000 + (randomBytes(4).readUInt32LE() % 900_000)}`,
  phone: (): string => `06${10_000_000 + (randomBytes(4).readUInt32LE() % 90_000_000)}`,
}
