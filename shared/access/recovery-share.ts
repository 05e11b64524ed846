// A part of the organisation's recovery key, as it is printed and typed again: four lines of four groups of four letters.
// Each line carries its own check, so that whoever types it learns which line is wrong. Base32 of Crockford: no I, L, O, U.
//
//   line   9 bytes of the part ‖ 1 byte of SHA-256(line number ‖ the 9 bytes)
//   part   version 1 ‖ 2 bytes that name the key ‖ 33 bytes of Shamir's
import { digest } from 'lib0/hash/sha256'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { fromBase32, toBase32 } from './base32.ts'

const version = 1
const lines = 4
const lineBytes = 9
export const shareBytes = 33

export interface RecoveryShare {
  /** Two bytes, the same in all parts of one key. */
  readonly key: Uint8Array
  readonly share: Uint8Array
}

export type ShareProblem =
  | { readonly type: 'length'; readonly letters: number }
  /** 1 to 4. */
  | { readonly type: 'line'; readonly line: number }
  | { readonly type: 'version' }

/** Which key a part belongs to, from its raw public point. */
export const nameOfKey = (publicKey: Uint8Array): Uint8Array => digest(publicKey).slice(0, 2)

export const writeShare = ({ key, share }: RecoveryShare): string => {
  const bytes = Uint8Array.of(version, ...key, ...share)
  if (bytes.length !== lines * lineBytes) throw new Error(`a part of ${bytes.length} bytes`)
  const written = Array.from({ length: lines }, (_, at) => {
    const line = bytes.slice(at * lineBytes, (at + 1) * lineBytes)
    return (toBase32(Uint8Array.of(...line, checkOf(at, line))).match(/.{4}/g) ?? []).join(' ')
  })
  return written.join('\n')
}

/** However it is spaced, in capitals or not; O is read as 0, I and L as 1. */
export const parseShare = (text: string): Result<RecoveryShare, ShareProblem> => {
  const letters = text
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '')
  if (letters.length !== lines * 16) return err({ type: 'length', letters: letters.length })
  const bytes = new Uint8Array(lines * lineBytes)
  for (let at = 0; at < lines; at++) {
    const line = fromBase32(letters.slice(at * 16, (at + 1) * 16))
    const kept = line?.slice(0, lineBytes)
    if (!line || !kept || line[lineBytes] !== checkOf(at, kept)) return err({ type: 'line', line: at + 1 })
    bytes.set(kept, at * lineBytes)
  }
  if (bytes[0] !== version) return err({ type: 'version' })
  return ok({ key: bytes.slice(1, 3), share: bytes.slice(3) })
}

const checkOf = (at: number, line: Uint8Array): number => digest(Uint8Array.of(at, ...line))[0] ?? 0
