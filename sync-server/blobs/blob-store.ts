// Photographs and sounds on the server: bytes kept under the SHA-256 of what they are, so that nothing is ever written
// over and the same bytes are kept once. Two adapters, a folder and S3, held to one contract.
// What a dossier needs, who may read it and when it goes are not this room's business.
import type { Readable } from 'node:stream'
import type { Result } from '../../shared/text/result.ts'

/** SHA-256, base64url, 43 characters. */
export type BlobHash = string

export interface StoredBlob {
  readonly hash: BlobHash
  readonly size: number
  /** ISO 8601 UTC. */
  readonly storedAt: string
}

export interface BlobStore {
  /**
   * Resolves when the bytes are durable, or says that they are not the ones that were promised; then nothing of them is
   * kept. Bytes that are there already are left as they are.
   */
  put(hash: BlobHash, size: number, bytes: Readable): Promise<Result<void, 'other-bytes'>>
  /** Null when it is not there. */
  find(hash: BlobHash): Promise<StoredBlob | null>
  /** From `from` to the end; null when it is not there. */
  read(hash: BlobHash, from?: number): Promise<Readable | null>
  /** Nothing happens when it is not there. */
  remove(hash: BlobHash): Promise<void>
  /** In no order. */
  all(): AsyncIterable<StoredBlob>
}

export const isBlobHash = (text: string): boolean => /^[\w-]{43}$/.test(text)
