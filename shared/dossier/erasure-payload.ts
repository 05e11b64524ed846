// What is said of how long a dossier is kept: an officer or a supervisor stops its erasure, or
// says what should become of it; the server
// says that it erased it. The server's word is all that stays, so it must name nobody and quote nothing the person said.
import * as v from 'valibot'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(4_000))
const isoDate = v.pipe(v.string(), v.isoDate())
const month = v.pipe(v.string(), v.regex(/^\d{4}-\d\d$/))
const duration = v.pipe(v.string(), v.regex(/^P[0-9A-Z]{2,20}$/))
const procedure = v.pipe(v.string(), v.regex(/^[a-z]{2,3}\.[a-z0-9-]+@\d+\.\d+\.\d+$/))

/** Why the server erased: the term of the pack, a decision of people, or that the archive has it. */
export const erasureReasons = ['retention', 'anonymise-after', 'decided', 'archived'] as const
export type ErasureReason = (typeof erasureReasons)[number]

export const erasureSchemas = {
  /** A trial, a complaint, an inspection: nothing of it is erased until this is released. */
  'retention-held': v.strictObject({ reason: text, note: v.optional(text) }),
  'retention-released': v.strictObject({ reason: text, note: v.optional(text) }),
  'disposal-decided': v.pipe(
    v.strictObject({
      what: v.picklist(['destroy', 'anonymise', 'keep']),
      /** The last day it is kept, and only then. */
      until: v.optional(isoDate),
      reason: text,
      note: v.optional(text),
    }),
    v.check(({ what, until }) => (what === 'keep') === (until !== undefined)),
  ),
  /** Written into the archive's own inventory: where, and as what. */
  archived: v.strictObject({ where: text, reason: v.optional(text), note: v.optional(text) }),
  erased: v.strictObject({
    /** `anonymised`: `summary` stays for statistics. */
    how: v.picklist(['destroyed', 'anonymised']),
    why: v.picklist(erasureReasons),
    /** The day from which it was due. */
    due: isoDate,
    /** As the pack's `records` had them. */
    classCode: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
    retention: duration,
    procedure: v.nullable(procedure),
    /** The register's lines: a number, a kind of paper, an office, a day, and no name. */
    papers: v.pipe(
      v.array(
        v.strictObject({
          number: v.nullable(v.pipe(v.string(), v.maxLength(40))),
          document: id,
          office: id,
          on: isoDate,
          void: v.optional(v.literal(true)),
        }),
      ),
      v.maxLength(200),
    ),
    summary: v.optional(
      v.strictObject({
        office: v.nullable(id),
        /** To the month: a day and an office may name a person. */
        filed: v.nullable(month),
        ended: v.nullable(month),
        outcome: v.nullable(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
        state: id,
      }),
    ),
    /** Its readers: what said so before is gone. */
    to: v.pipe(v.array(id), v.maxLength(500)),
  }),
}

/** Acts that say how long a dossier is kept, and move nothing. */
export const isOfKeeping = (kind: string): kind is keyof typeof erasureSchemas => Object.hasOwn(erasureSchemas, kind)
