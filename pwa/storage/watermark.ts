// A mark outside the database, so that a lost or rolled back database is told from a new one. Nothing personal in it.
import * as v from 'valibot'

export interface Watermark {
  readonly enrolled: true
  /** The last sitting and the last packet it cut. */
  readonly incarnation: string
  readonly n: number
  readonly hash: string
  /** Rows not yet in a packet, as last counted. */
  readonly unsent: number
}

const schema = v.object({
  enrolled: v.literal(true),
  incarnation: v.string(),
  n: v.number(),
  hash: v.string(),
  unsent: v.number(),
})

const storageKey = 'morchid.mark'

/** Null when there is none, or none that can be read. */
export const readWatermark = (): Watermark | null => {
  try {
    const parsed = v.safeParse(schema, JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Written after the commit it tells of: it may lag behind the database, never run ahead of it. */
export const writeWatermark = (mark: Watermark): void => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(mark))
  } catch {
    // Full or refused: only the telling of a loss is lost with it.
  }
}

/** What the mark says of the database found at start. `known` is the chain the mark names, null when it is not there. */
export const damageOf = (
  mark: Watermark | null,
  enrolled: boolean,
  known: { readonly n: number } | null,
): 'lost' | 'behind' | null => {
  if (!mark) return null
  if (!enrolled) return 'lost'
  return mark.n > (known?.n ?? 0) ? 'behind' : null
}
