// What the server and its checking thread say to each other. Both are ours; what a stranger sent travels as bytes inside.
import type { webcrypto } from 'node:crypto'
import type { CheckedRequest } from '../../../shared/sync/check-request.ts'
import type { Incarnation } from '../../../shared/sync/ports.ts'
import type { SignedRequest } from '../../../shared/sync/wire-request.ts'

export interface CheckerKeys {
  readonly sealing: webcrypto.CryptoKeyPair
  readonly secret: webcrypto.CryptoKey
}

/** What the thread has to ask the database. */
export type Lookup =
  | { readonly type: 'incarnation'; readonly id: string }
  | { readonly type: 'agent-key'; readonly device: string; readonly agent: string }
export type Found = Incarnation | Uint8Array | null

export type ToChecker =
  | { readonly type: 'check'; readonly number: number; readonly signed: SignedRequest }
  | { readonly type: 'found'; readonly number: number; readonly found: Found }

export type FromChecker =
  | { readonly type: 'look-up'; readonly number: number; readonly lookup: Lookup }
  | { readonly type: 'checked'; readonly number: number; readonly checked: CheckedRequest }
  | { readonly type: 'failed'; readonly number: number; readonly message: string }
