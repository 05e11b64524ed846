// What an act about devices and people changes in what the server knows of them. Pure: the server writes it into its
// tables in the transaction that takes the act in, whoever brings it and however often. It never asks who may write it.
import type { Act } from './act.ts'
import { beaconTimeOf } from './act.ts'
import { ancestorsOf } from './graph.ts'
import { payloadOf, type Payload } from './payload.ts'
import type { Newcomer } from './standing-payload.ts'

export type StandingChange =
  | {
      readonly type: 'lent'
      readonly loan: string
      readonly device: string
      readonly unit: string
      readonly until: string | null
    }
  | { readonly type: 'returned'; readonly loan: string; readonly device: string }
  | { readonly type: 'erase-ordered'; readonly device: string }
  | { readonly type: 'revoked'; readonly device: string }
  /** `device` null: everywhere. */
  | { readonly type: 'left'; readonly agent: string; readonly device: string | null }
  | {
      readonly type: 'link'
      readonly agent: string
      readonly codeHash: string
      readonly newcomer: Newcomer | null
      /** The server's time that the act quotes: it is not older than this. */
      readonly notBefore: string | null
    }
  | ({ readonly type: 'certified'; readonly newcomer: Newcomer | null } & Pick<
      Payload<'person-joined'>,
      'agent' | 'device' | 'publicKey'
    >)
  | { readonly type: 'rotated'; readonly agent: string; readonly device: string; readonly publicKey: string }

/** `others` are the acts of its dossier. Null for acts that change nothing of the kind. */
export const standingChange = (others: readonly Act[], act: Act): StandingChange | null => {
  const lent = payloadOf(act, 'device-lent')
  if (lent) {
    const { device, unit, until } = lent
    return { type: 'lent', loan: act.id, device, unit, until: until ?? null }
  }
  const revoked = payloadOf(act, 'device-revoked')
  if (revoked) return { type: 'revoked', device: revoked.device }
  const erase = payloadOf(act, 'device-erase-ordered')
  if (erase) return { type: 'erase-ordered', device: erase.device }
  const left = payloadOf(act, 'person-left')
  if (left) return { type: 'left', agent: left.agent, device: left.device ?? null }
  const link = payloadOf(act, 'link-made')
  if (link) {
    const { agent, codeHash, newcomer = null } = link
    return { type: 'link', agent, codeHash, newcomer, notBefore: beaconTimeOf(act.beacon) }
  }
  const rotated = payloadOf(act, 'key-rotated')
  if (rotated) return { type: 'rotated', agent: act.by.agent, device: act.by.device, publicKey: rotated.publicKey }
  return followingChange(others, act)
}

/** Of an act that says which one it follows by standing in its dossier. */
const followingChange = (others: readonly Act[], act: Act): StandingChange | null => {
  const before = ancestorsOf(others, act)
  const seen = others.filter((one) => before.has(one.id))
  if (act.kind === 'device-returned') {
    for (const one of seen) {
      const loan = payloadOf(one, 'device-lent')
      if (loan) return { type: 'returned', loan: one.id, device: loan.device }
    }
  }
  const joinedId = payloadOf(act, 'person-certified')?.joined
  const joined = seen.find((one) => one.id === joinedId)
  const person = joined && payloadOf(joined, 'person-joined')
  if (!person) return null
  const { agent, device, publicKey, newcomer = null } = person
  return { type: 'certified', agent, device, publicKey, newcomer }
}
