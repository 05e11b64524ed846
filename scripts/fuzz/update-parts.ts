// Pieces that hostile draft updates are made of: at whom they are aimed, and how Yjs V1 is written by hand.
import { createEncoder, toUint8Array, writeVarUint, type Encoder } from 'lib0/encoding'
import { answerKey } from '../../shared/dossier/draft.ts'

export interface Aim {
  readonly incarnation: string
  readonly agent: string
  readonly client: number
  /** The clock that is next. */
  readonly clock: number
  /** Of others, whose answers are in the draft. */
  readonly others: readonly { readonly client: number; readonly incarnation: string }[]
}

export const written = (write: (e: Encoder) => void): Uint8Array => {
  const e = createEncoder()
  write(e)
  return toUint8Array(e)
}
export const uints = (e: Encoder, ...all: readonly number[]): void => all.forEach((n) => writeVarUint(e, n))

export const ownKey = (aim: Aim, field = 'name'): string => answerKey(field, aim.incarnation)
export const register = (aim: Aim, changes: object = {}): object => ({
  v: 'x',
  n: 1,
  over: {},
  by: aim.agent,
  said: 'citizen',
  ...changes,
})
