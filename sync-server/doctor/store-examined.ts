// What the checks inside a data folder are given.
import type { Kysely } from 'kysely'
import type { BlobStore } from '../blobs/blob-store.ts'
import type { Scan } from '../blobs/clamd.ts'
import type { SmsGateway } from '../notify/sms-gateway.ts'
import type { Tables } from '../store/schema.ts'

export interface StoreExamined {
  readonly db: Kysely<Tables>
  readonly store: BlobStore
  /** Null: no antivirus was named. */
  readonly scan: Scan | null
  /** Null: nobody is written to. */
  readonly gateway: Pick<SmsGateway, 'answers'> | null
  /** Also what holds up the server on a large database. */
  readonly isDeep: boolean
  now(): Date
}
