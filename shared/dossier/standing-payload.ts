// What is said of devices and people: which device is trusted, where it works, who may use it with which key. The server
// takes these acts into its tables (standing.ts); a device only believes what the server then tells it.
import * as v from 'valibot'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const device = v.pipe(v.string(), v.regex(/^[\w-]{22}$/))
const hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
/** Raw uncompressed P-256 point, base64url. */
const point = v.pipe(v.string(), v.regex(/^[\w-]{87}$/))
/** Who reads of it besides the author's unit: the units of supervisors, and the one concerned. */
const to = v.pipe(v.array(id), v.maxLength(50))
const note = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500)))

export const revokeReasons = ['stolen', 'lost', 'broken', 'given-back', 'other'] as const
export const leaveReasons = ['left', 'moved', 'mistrusted', 'other'] as const

/** Somebody whom the commune does not know yet: who signs the act says who they are. */
const newcomer = v.strictObject({
  name: id,
  role: v.picklist(['mediator', 'clerk', 'officer', 'supervisor']),
  unit: id,
})
export type Newcomer = v.InferOutput<typeof newcomer>

export const standingSchemas = {
  /** The device may be used at another unit: people of that unit can be enrolled on it. Opens a dossier. */
  'device-lent': v.strictObject({
    device,
    unit: id,
    /** Last day of the loan, `YYYY-MM-DD`, by the server's calendar (UTC). */
    until: v.optional(v.pipe(v.string(), v.isoDate())),
    to,
  }),
  /** The end of the loan in whose dossier it stands: the borrowers' keys on it are withdrawn. */
  'device-returned': v.strictObject({}),
  /** On its next contact the device sends what is unsent, then empties itself. It comes back only by a new enrolment. */
  'device-erase-ordered': v.strictObject({ device, to }),
  /** Not trusted any more: nobody reads on it, and work of sittings unknown until now is set aside. For good. */
  'device-revoked': v.strictObject({ device, reason: v.picklist(revokeReasons), note, to }),
  /**
   * A single-use enrolment code was made on the supervisor's device. Valid for 15 minutes from when the server first sees
   * this act. `agent` is whom it is for; `newcomer` when the commune does not know them yet.
   */
  'link-made': v.strictObject({ agent: id, codeHash: hash, newcomer: v.optional(newcomer), to }),
  /** Written on the device itself, by somebody who already works on it: this person made a key here. Opens a dossier. */
  'person-joined': v.strictObject({ agent: id, device, publicKey: point, newcomer: v.optional(newcomer), to }),
  /** A supervisor vouches for the `person-joined` of this dossier: from then on the key counts. */
  'person-certified': v.strictObject({ joined: hash }),
  /** The author's new key on the author's device; whoever is in signs it with the old one. */
  'key-rotated': v.strictObject({ publicKey: point, to }),
  /** Without `device` the person left the commune; with it, they no longer use that device. */
  'person-left': v.strictObject({
    agent: id,
    device: v.optional(device),
    reason: v.picklist(leaveReasons),
    note,
    to,
  }),
  /** What was set aside of this device's work counts after all. */
  'work-admitted': v.strictObject({ device, to }),
} satisfies Record<string, v.GenericSchema>
