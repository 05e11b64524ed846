// What each kind of act says. Everything is checked where an act is written and again where it arrives.
import * as v from 'valibot'
import type { ActKind } from '../procedure/workflow.ts'
import { varieties } from '../speech/variety.ts'
import { err, ok, type Result } from '../text/result.ts'
import { communeSchemas } from './commune-payload.ts'
import { erasureSchemas } from './erasure-payload.ts'
import { papersShape } from './paper.ts'
import { isReference } from './reference.ts'
import { helpModes } from './said.ts'
import { visitSchema } from './visit.ts'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const text = v.pipe(v.string(), v.maxLength(4_000))
const hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
const procedure = v.pipe(v.string(), v.regex(/^[a-z]{2,3}\.[a-z0-9-]+@\d+\.\d+\.\d+$/))
const lang = v.picklist(['fr', 'ar'])
const isoDate = v.pipe(v.string(), v.isoDate())
/** SVG path data of moves and lines only: it is drawn on screens and papers. */
const mark = v.pipe(v.string(), v.maxLength(8_192), v.regex(/^[MLmlZz0-9 .,-]*$/))
const ids = v.pipe(v.array(id), v.maxLength(50))
const note = v.optional(text)

const decision = {
  outcome: v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/)),
  reason: v.optional(id),
  text: v.optional(text),
  /** Money granted or charged, in the pack's currency. */
  amount: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e9))),
}

const schemas = {
  opened: v.strictObject({ procedure, lang, note }),
  'mandate-given': v.pipe(
    v.strictObject({
      procedure,
      days: v.picklist([1, 31, 182, 365]),
      /** Its last day, as the words say it. Mandates given before there was one go on without an end. */
      until: v.optional(isoDate),
      method: v.picklist(['mark', 'oral', 'paper', 'voice']),
      /** The exact words that were shown and read aloud, and their hash: what the person said yes to. */
      text: v.pipe(text, v.minLength(1)),
      textLang: lang,
      textHash: hash,
      /** What it is for, in the same language. */
      purpose: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
      mark: v.optional(mark),
      witness: v.optional(id),
      /** The recorded "yes": its hash binds the sound, which is kept apart. */
      voice: v.optional(
        v.strictObject({
          hash,
          size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_536)),
          mediaType: v.pipe(v.string(), v.regex(/^audio\/[\w.+-]+(; ?codecs=[\w.-]+)?$/), v.maxLength(60)),
          ms: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)),
        }),
      ),
      /** Who acts for an absent person, and the paper that says who they are; never the number of that paper. */
      surrogate: v.optional(v.strictObject({ name: id, paper: id })),
      note,
    }),
    v.check(({ method, voice }) => method !== 'voice' || voice !== undefined),
  ),
  'mandate-revoked': v.strictObject({ reason: v.optional(text), note }),
  submitted: v.strictObject({
    procedure,
    answersHash: hash,
    /** What was photographed: frozen with the answers. */
    attachments: papersShape,
    to: id,
    reference: v.pipe(v.string(), v.check(isReference)),
    tokenHash: hash,
    secretHash: hash,
    mode: v.picklist(helpModes),
    visit: v.optional(visitSchema),
    /** Evidence ids whose original the mediator has seen at the counter. */
    seen: v.optional(ids),
    note,
  }),
  received: v.strictObject({ official: v.literal(true), note }),
  claimed: v.strictObject({ release: v.optional(v.literal(true)), note }),
  'piece-requested': v.strictObject({ pieces: v.pipe(ids, v.minLength(1)), message: v.optional(text), note }),
  'piece-supplied': v.strictObject({
    pieces: v.pipe(ids, v.minLength(1)),
    capture: v.picklist(['seen', 'photo']),
    /** Photographed at the counter, with or without the original beside them. */
    papers: v.optional(papersShape),
    note,
  }),
  'opinion-requested': v.strictObject({ from: id, text, note }),
  'opinion-given': v.strictObject({
    outcome: v.picklist(['favourable', 'unfavourable', 'reserved']),
    text,
    /** The act that asked for it. */
    request: v.optional(hash),
    note,
  }),
  /** Somebody is to go and see: who, and what they are asked. */
  'visit-ordered': v.strictObject({ who: id, what: v.pipe(text, v.minLength(1)), on: v.optional(isoDate), note }),
  visited: v.strictObject({
    on: isoDate,
    outcome: v.picklist(['confirmed', 'not-confirmed', 'nobody-there']),
    text: v.optional(text),
    /** The act that ordered it. */
    request: v.optional(hash),
    note,
  }),
  decided: v.strictObject({
    ...decision,
    /** Nobody answered in time and the law takes that as an answer; only the server says so. */
    silence: v.optional(v.literal(true)),
    note,
  }),
  /** Between acts that cannot both stand: one of them is kept, or the decision is taken anew. Never both. */
  settled: v.pipe(
    v.strictObject({
      /** A decision, or a hand-over. */
      keep: v.optional(hash),
      anew: v.optional(v.strictObject(decision)),
      text: v.pipe(text, v.minLength(1)),
      note,
    }),
    v.check(({ keep, anew }) => (keep === undefined) !== (anew === undefined)),
  ),
  issued: v.strictObject({
    /** Id among what the pack produces. */
    document: id,
    number: v.optional(id),
    /** Of the canonical words that were printed, so that a paper can be held against its act. */
    wordsHash: v.optional(hash),
    lang: v.optional(lang),
    /** A paper that takes the place of an earlier one: the act that issued that. */
    replaces: v.optional(hash),
    note,
  }),
  /** The official number of a paper, given by the server alone, when the act that issued it is committed. */
  numbered: v.strictObject({
    issued: hash,
    /** Unit and year of the register it stands in. */
    office: id,
    year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(9999)),
    /** One letter for each life of the server: numbers of a series have no gap and none is ever given twice. */
    series: v.pipe(v.string(), v.regex(/^[A-Z]{1,3}$/)),
    n: v.pipe(v.number(), v.integer(), v.minValue(1)),
    note,
  }),
  ready: v.strictObject({ note }),
  'handed-over': v.strictObject({
    /** How the person showed that it is theirs: they said the pairs, their receipt was scanned, they left a mark. */
    proof: v.picklist(['reference', 'scan', 'mark']),
    mark: v.optional(mark),
    /** The act that issued the paper they were given. */
    issued: v.optional(hash),
    note,
  }),
  withdrawn: v.strictObject({
    reason: v.pipe(text, v.minLength(1)),
    /** The person was asked for the mandate and said no. */
    refused: v.optional(v.literal(true)),
    visit: v.optional(visitSchema),
    note,
  }),
  reopened: v.strictObject({ reason: v.pipe(text, v.minLength(1)), note }),
  corrected: v.strictObject({ field: id, value: v.unknown(), reason: v.pipe(text, v.minLength(1)), note }),
  transferred: v.strictObject({ to: id, reason: v.pipe(text, v.minLength(1)), note }),
  noted: v.strictObject({ text: v.pipe(text, v.minLength(1)), note }),
  rated: v.strictObject({ score: v.picklist([1, 2, 3]), note }),
  /** How the person wants to hear of it: a message or none, and the language they are called back in. */
  'contact-chosen': v.strictObject({ sms: v.boolean(), callBack: v.optional(v.picklist(varieties)), note }),
  /** A photograph or a sound was saved out of the app: which one, and what for. */
  'paper-taken-out': v.strictObject({ hash, reason: v.pipe(text, v.minLength(1)), note }),
  /** The server's word on what it had to tell the person of an act. No number and no text: both are in the dossier. */
  told: v.strictObject({
    act: hash,
    channel: v.literal('sms'),
    outcome: v.picklist(['sent', 'failed']),
    /** Why it failed: there was no number to write to, or the gateway took none of the tries. */
    reason: v.optional(v.picklist(['no-number', 'not-taken'])),
    note,
  }),
  /** Something that came and does not count: who brought it, why, and what it says if that is short. Only the server says so. */
  'entry-held': v.strictObject({
    /** Id of the entry. */
    entry: hash,
    /** An answer typed after the filing; an act that the dossier no longer allowed. */
    reason: v.picklist(['after-submission', 'act-not-allowed']),
    kind: v.picklist(['draft', 'act']),
    /** The sitting whose packet brought it, and its person. */
    by: v.strictObject({ agent: id, device: id, incarnation: id }),
    /** The entry as it came, base64url of at most 2,048 bytes. */
    bytes: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,2731}$/))),
    note,
  }),
  ...erasureSchemas,
  ...communeSchemas,
} satisfies Record<ActKind, v.GenericSchema>

export type Payload<K extends ActKind> = v.InferOutput<(typeof schemas)[K]>

/** The error is the name of the first field that is wrong. */
export const parsePayload = <K extends ActKind>(kind: K, payload: unknown): Result<Payload<K>, string> => {
  const parsed = v.safeParse(schemas[kind] as v.GenericSchema<unknown, Payload<K>>, payload)
  return parsed.success ? ok(parsed.output) : err(v.getDotPath(parsed.issues[0]) ?? kind)
}

/** For an act that came through `parseAct` or `makeAct`: its payload is already of that shape. */
export const payloadOf = <K extends ActKind>(
  act: { readonly kind: ActKind; readonly payload: unknown },
  kind: K,
): Payload<K> | null => (act.kind === kind ? (act.payload as Payload<K>) : null)
