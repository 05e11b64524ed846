// One page of a paper that was photographed: where it belongs and what it is, never the bytes. The draft names it while a
// request is written, acts afterwards; the bytes travel by themselves, under their hash. Pure.
import * as v from 'valibot'

const hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
/** What the kiosk makes; a PDF is turned into pictures before it is kept. */
export const paperTypes = ['image/jpeg', 'image/webp'] as const
/** A dossier names no more than this in one act. */
const mostPapers = 100
export const mostPages = 20

export const paperShape = v.strictObject({
  /** SHA-256 of the bytes in clear, base64url: the name they are kept and sent under. */
  hash,
  /** Id of the paper among what the pack asks for. */
  piece: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /** From 1. */
  page: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostPages)),
  mediaType: v.picklist(paperTypes),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 * 1024 * 1024)),
  /** A small picture of it, a blob of its own that is sent and fetched first. */
  thumb: v.exactOptional(hash),
})
export type Paper = v.InferOutput<typeof paperShape>

export const papersShape = v.pipe(v.array(paperShape), v.maxLength(mostPapers))

/** A paper's pages together and in order; the hash where two devices gave the same number. */
export const byPage = (a: Paper, b: Paper): number => {
  if (a.piece !== b.piece) return a.piece < b.piece ? -1 : 1
  return a.page - b.page || (a.hash < b.hash ? -1 : 1)
}
