// A body in the shape the caller can read: Brotli, gzip or as it is. Each shape is made once, then kept in memory; what
// the build compressed ahead is used as it lies.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import { sha256Url } from '../../shared/dossier/canonical.ts'

export type Encoding = 'br' | 'gzip' | 'identity'

export interface EncodedBody {
  /** Of the content, not of its shape: weak, therefore. */
  readonly etag: string
  readonly type: string
  as(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>
}

const toBrotli = promisify<Uint8Array, object, Buffer>(brotliCompress)
const toGzip = promisify<Uint8Array, object, Buffer>(gzip)

/** Below that, a compressed body is hardly smaller. */
const WORTH_IT = 512
const compressible = /^(?:text\/|application\/(?:json|javascript|manifest\+json|wasm)|image\/svg)/

export const encodedBody = (
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  ready: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>> = {},
): EncodedBody => {
  const shapes = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>([['identity', Promise.resolve(bytes)]])
  if (ready.br) shapes.set('br', Promise.resolve(ready.br))
  if (ready.gzip) shapes.set('gzip', Promise.resolve(ready.gzip))
  const make = async (encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> => {
    if (encoding === 'br') return new Uint8Array(await brotli(bytes, 9))
    return new Uint8Array(await toGzip(bytes, { level: 9 }))
  }
  return {
    etag: `W/"${sha256Url(bytes).slice(0, 22)}"`,
    type,
    as: (encoding) => {
      const worthIt = bytes.length >= WORTH_IT && compressible.test(type)
      const wanted = worthIt || shapes.has(encoding) ? encoding : 'identity'
      const known = shapes.get(wanted)
      if (known) return known
      const made = make(wanted)
      shapes.set(wanted, made)
      return made
    },
  }
}

/** Above that, the last percents cost more time than they save on any link: 5 packs a page as well as 9 (bench/sync/body.ts). */
const SMALL = 64 * 1024
/** What the header that names the shape costs, and a little. */
const LEAST_GAIN = 32

/** Brotli's best costs milliseconds where its fifth costs tenths, for the last 4 to 10 % of an answer: while nobody waits. */
const BUSY = 3
let packing = 0

/** For bytes that are sent once: the shape the caller can read, or as they are when that is hardly longer. */
export const packedOnce = async (
  given: Uint8Array,
  encoding: Encoding,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly encoding: Encoding }> => {
  const plain = new Uint8Array(given)
  if (encoding === 'identity' || plain.length < 200) return { bytes: plain, encoding: 'identity' }
  packing++
  const best = plain.length < SMALL && packing < BUSY
  const packed = await (
    encoding === 'br' ? brotli(plain, best ? 11 : 5) : toGzip(plain, { level: best ? 9 : 5 })
  ).finally(() => packing--)
  return packed.length + LEAST_GAIN > plain.length
    ? { bytes: plain, encoding: 'identity' }
    : { bytes: new Uint8Array(packed), encoding }
}

/** The window is no longer than the bytes: it takes its memory whole, 32 MB for the longest. */
const brotli = (bytes: Uint8Array, quality: number): Promise<Buffer> =>
  toBrotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(10, Math.ceil(Math.log2(bytes.length + 16)))),
    },
  })

/** Answers with the best shape the caller names, or 304 when it has the content already. */
export const sendEncoded = async (c: Context, body: EncodedBody, cacheControl: string): Promise<Response> => {
  c.header('Cache-Control', cacheControl)
  c.header('Vary', 'Accept-Encoding')
  // What never changes is never asked again: it needs no tag to be compared by.
  if (!cacheControl.includes('immutable')) c.header('ETag', body.etag)
  if (c.req.header('If-None-Match')?.includes(body.etag)) return c.body(null, 304)
  const accepted = acceptedEncoding(c.req.header('Accept-Encoding'))
  const [plain, bytes] = await Promise.all([body.as('identity'), body.as(accepted)])
  if (bytes !== plain) c.header('Content-Encoding', accepted)
  return c.body(bytes, 200, { 'Content-Type': body.type, 'Content-Length': String(bytes.length) })
}

export const acceptedEncoding = (header: string | undefined): Encoding => {
  const named = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(';'))
    .filter(([, q]) => !/^\s*q=0(\.0*)?\s*$/.test(q ?? ''))
    .map(([name]) => name?.trim())
  if (named.includes('br')) return 'br'
  return named.includes('gzip') ? 'gzip' : 'identity'
}
