// Who sends a blob: a device that was enrolled here, by its own key, so that a locked kiosk can. One whose trust ended is
// heard as well, since what it filed before must arrive; whether its acts count is decided where they come in (rule 7).
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { Kysely } from 'kysely'
import { blobToSign, type BlobRequest } from '../../shared/blob/blob-request.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { Verifier } from '../../shared/sync/ports.ts'
import type { Tables } from '../store/schema.ts'
import type { ServerKeys } from './keys.ts'
import { beaconTime } from './statement.ts'

export interface SenderWorld {
  readonly db: Kysely<Tables>
  readonly keys: Pick<ServerKeys, 'secret'>
  readonly verifier: Verifier
  now(): Date
}

/** What it says beside what it asks, as it stands in the headers. */
export interface SenderWords {
  readonly device: string | undefined
  readonly signature: string | undefined
}

/** `beacon`: it has to sync first. Packets go before papers, so that its beacon is fresh when it sends. */
export type SenderProblem = 'unsigned' | 'beacon'

const BEACON_MS = 24 * 3_600_000
const MOST_BEACON = 200

/** The device's id. */
export const senderOf = async (
  { db, keys, verifier, now }: SenderWorld,
  { device, signature }: SenderWords,
  request: BlobRequest,
): Promise<Result<string, SenderProblem>> => {
  if (!/^[\w-]{22}$/.test(device ?? '') || !/^[\w-]{86}$/.test(signature ?? '')) return err('unsigned')
  const row = await db
    .selectFrom('devices')
    .select(['id', 'public_key'])
    .where('id', '=', device ?? '')
    .executeTakeFirst()
  if (!row) return err('unsigned')
  const signed = fromBase64UrlEncoded(signature ?? '')
  if (!(await verifier.verify(row.public_key, signed, blobToSign(request)))) return err('unsigned')
  const heard = request.beacon.length <= MOST_BEACON ? await beaconTime(keys.secret, request.beacon) : null
  if (heard === null || now().getTime() - heard.getTime() > BEACON_MS) return err('beacon')
  return ok(row.id)
}
