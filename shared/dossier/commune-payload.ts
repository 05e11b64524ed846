// What the acts say that belong to no request: recorded voices and what became of them, the day's visits counted, a
// device's damage. What is ordered of devices and people stands in standing-payload.ts.
// They name their readers themselves (`to`), because circulation is worked out from acts alone, without a directory.
import * as v from 'valibot'
import type { CommuneKind } from '../procedure/workflow.ts'
import { varieties } from '../speech/variety.ts'
import { standingSchemas } from './standing-payload.ts'

/** A recording travels whole, in its act: as many bytes as a packet carries without asking twice on a bad link. */
export const mostVoiceBytes = 25 * 1024
export const mostVoiceMs = 15_000
/** Bounds of turned-screen times, in seconds: nobody's time travels, only into which of these spans it fell. */
export const turnedSpans = [0, 30, 60, 120, 180, 300, 600, 1200] as const

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))
const units = v.pipe(v.array(id), v.maxLength(500))
const scope = v.picklist(['point', 'commune'])

/** How the visits to one form went: nothing of it says who, and a small number is shown to nobody. */
const formCount = v.strictObject({
  /** Id of the pack, without its version. */
  procedure: id,
  /** Visits that ended with a filing, and those that ended with a "no" to the mandate. */
  filed: count,
  refused: count,
  /** Visits by the time the screen was turned, in `turnedSpans`. */
  turned: v.pipe(v.array(count), v.length(turnedSpans.length)),
  /** Answers given on the person's own side, and on the helper's. */
  byCitizen: count,
  byHelper: count,
  readBack: count,
  /** Visits without a read-back, by reason. */
  skipped: v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(40)), count),
  /** Visits in which the person said that something read to them was wrong, and rows so found. */
  corrected: count,
  wrong: count,
  taught: count,
  missed: count,
})
export type FormCount = v.InferOutput<typeof formCount>

export const communeSchemas = {
  'voice-recorded': v.strictObject({
    /** Id of a prompt of the catalogue, or of a clip that figures are put together from. */
    prompt: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    voice: v.picklist([...varieties, 'ar']),
    /** For whom the speaker meant it. */
    scope,
    /** As the speaker wants to be named: a first name, initials. */
    speaker: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
    /** The speaker agreed that others hear it; without it there is nothing to send. */
    consent: v.literal(true),
    mediaType: v.pipe(v.string(), v.regex(/^audio\/[\w.+-]+(; ?codecs=[\w.-]+)?$/), v.maxLength(60)),
    ms: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostVoiceMs)),
    /** base64url without padding. */
    audio: v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(Math.ceil((mostVoiceBytes * 4) / 3))),
    /** Units of those who may approve it. */
    to: v.pipe(v.array(id), v.maxLength(50)),
  }),
  'voice-approved': v.strictObject({ scope, to: units }),
  'voice-rejected': v.strictObject({ reason: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) }),
  'voice-withdrawn': v.strictObject({}),
  'visits-counted': v.strictObject({
    /** The day at the desk, `YYYY-MM-DD`. */
    day: v.pipe(v.string(), v.isoDate()),
    forms: v.pipe(v.array(formCount), v.minLength(1), v.maxLength(200)),
    /** Units of the supervisors. */
    to: v.pipe(v.array(id), v.maxLength(50)),
  }),
  /** A device found its own storage damaged or emptied, and what it got back. */
  incident: v.strictObject({
    /** lost: the database was empty; behind: older than its mirror; rows: single rows that no longer open. */
    found: v.picklist(['lost', 'behind', 'rows']),
    back: v.strictObject({ rows: count, packets: count, recordings: count }),
    missing: v.strictObject({ rows: count, packets: count }),
    /** Where the copy was: none on browsers without a file system of their own. */
    mirror: v.picklist(['whole', 'cut', 'none']),
    /** Units of the supervisors. */
    to: v.pipe(v.array(id), v.maxLength(50)),
  }),
  ...standingSchemas,
} satisfies Record<CommuneKind, v.GenericSchema>
