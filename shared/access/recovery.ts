// The two small files of a recovery, when every person of a device forgot: the device's request, which says nothing of
// what it keeps, and the answer, which only that device can open. Pure: keys are in pwa/ and sync-server/.
import * as v from 'valibot'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { toBase32 } from './base32.ts'

const point = v.pipe(v.string(), v.regex(/^[\w-]{87}$/))
const device = v.pipe(v.string(), v.regex(/^[\w-]{22}$/))
/** Encapsulated key (65 bytes) ‖ data key (32) and its tag (16). */
const sealed = v.pipe(v.string(), v.regex(/^[\w-]{151}$/))

const request = v.strictObject({
  type: v.literal('morchid-recovery-request'),
  v: v.literal(1),
  device,
  /** The organisation's key it was sealed to. */
  recoveryKey: point,
  /** The device's data key. */
  sealed,
  /** A key made for this request, whose private half never leaves the device. */
  replyTo: point,
})
const answer = v.strictObject({ type: v.literal('morchid-recovery-answer'), v: v.literal(1), device, sealed })

export type RecoveryRequest = Readonly<v.InferOutput<typeof request>>
export type RecoveryAnswer = Readonly<v.InferOutput<typeof answer>>

export const parseRecoveryRequest = (text: string): Result<RecoveryRequest, 'malformed'> => parsed(request, text)
export const parseRecoveryAnswer = (text: string): Result<RecoveryAnswer, 'malformed'> => parsed(answer, text)

/** RFC 9180's `info`: a seal made for one device opens for no other, and a request is never taken for an answer. */
export const recoveryInfo = (of: 'slot' | 'answer', deviceId: string): Uint8Array =>
  encodeUtf8(`morchid recovery ${of} 1|${deviceId}`)

/** Eight letters that both sides read to each other, so that nobody answers another device's request. */
export const codeOfRequest = ({ device: id, replyTo, sealed: seal }: RecoveryRequest): string => {
  const letters = toBase32(digest(encodeUtf8(`${id}|${replyTo}|${seal}`)).slice(0, 5))
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}`
}

const parsed = <T>(schema: v.GenericSchema<unknown, T>, text: string): Result<T, 'malformed'> => {
  try {
    const found = v.safeParse(schema, JSON.parse(text))
    return found.success ? ok(found.output) : err('malformed')
  } catch {
    return err('malformed')
  }
}
