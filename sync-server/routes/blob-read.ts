// GET /api/blobs/<hash>?dossier=…: bytes for whoever may read that dossier, from any place on. The ticket of the last
// sync says who asks; what the person may see is looked up now. Whatever the bytes are, a browser that opens them by
// themselves runs nothing (sandbox) and shows nothing (attachment).
import { pipeline, Readable, Transform } from 'node:stream'
import type { Context } from 'hono'
import type { Kysely } from 'kysely'
import { readTicket } from '../accept/statement.ts'
import { isBlobHash } from '../blobs/blob-store.ts'
import { blobOf, standingOf } from '../store/blobs.ts'
import { agentById } from '../store/people.ts'
import type { Tables } from '../store/schema.ts'
import { isWithdrawn } from '../store/withdrawals.ts'
import { refuse } from './blob-refusal.ts'
import type { AppDeps, AppEnv } from './context.ts'

export const readBlob = async (
  c: Context<AppEnv>,
  { db, keys, blobs, now }: Pick<AppDeps, 'db' | 'keys' | 'blobs' | 'now'>,
): Promise<Response> => {
  const [hash, dossier] = [c.req.param('id') ?? '', c.req.query('dossier') ?? '']
  const ticket = await readTicket(keys.secret, c.req.header('Morchid-Ticket') ?? '', now())
  if (!ticket?.device) return refuse(c, 'blob-ticket')
  if (!isBlobHash(hash)) return refuse(c, 'blob-to-come')
  const unit = await unitOf(db, ticket.agent, ticket.device)
  if (unit === null || !(await circulatesIn(db, dossier, unit))) return refuse(c, 'blob-elsewhere')
  const row = await blobOf(db, dossier, hash)
  if (!row) return refuse(c, 'blob-to-come')
  if (row.refused !== null) return refuse(c, 'blob-refused-read')
  const range = rangeOf(c.req.header('Range'), row.size)
  c.header('Accept-Ranges', 'bytes')
  c.header('ETag', `"${hash}"`)
  c.header('Cache-Control', 'no-store')
  if (range === 'outside') {
    c.header('Content-Range', `bytes */${row.size}`)
    return c.body(null, 416)
  }
  const { from, to } = range ?? { from: 0, to: row.size - 1 }
  c.header('Content-Type', row.type)
  c.header('Content-Length', String(to - from + 1))
  c.header('Content-Disposition', `attachment; filename="${hash.slice(0, 8)}.${endings[row.type] ?? 'bin'}"`)
  c.header('Content-Security-Policy', "sandbox; default-src 'none'")
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Morchid-Blob', standingOf(row))
  if (range) c.header('Content-Range', `bytes ${from}-${to}/${row.size}`)
  if (c.req.raw.method === 'HEAD') return c.body(null, range ? 206 : 200)
  const bytes = await blobs.store.read(hash, from)
  // A row without its bytes: a disk that lost them. The device that took it may still have it.
  if (!bytes) return refuse(c, 'blob-to-come')
  // A reader who goes away closes the file too.
  const some = pipeline(bytes, upTo(to - from + 1), () => undefined)
  return c.body(Readable.toWeb(some) as ReadableStream, range ? 206 : 200)
}

/** Where the person works now; null when nobody trusts them, or them there, any more. */
const unitOf = async (db: Kysely<Tables>, agent: string, device: string): Promise<string | null> =>
  (await isWithdrawn(db, { device, agent })) ? null : ((await agentById(db, agent))?.unit ?? null)

const circulatesIn = async (db: Kysely<Tables>, dossier: string, unit: string): Promise<boolean> => {
  const row = await db.selectFrom('circulation').select('units').where('dossier', '=', dossier).executeTakeFirst()
  const units: unknown = row ? JSON.parse(row.units) : []
  return Array.isArray(units) && units.includes(unit)
}

/** Null: all of it. Only one range, from a place on; what is written otherwise is passed over, as HTTP allows. */
const rangeOf = (
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | 'outside' | null => {
  const [, first, last] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(header ?? '') ?? []
  if (first === undefined) return null
  const [from, to] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
  return from > to ? 'outside' : { from, to }
}

const upTo = (most: number): Transform => {
  let left = most
  return new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      const part = chunk.subarray(0, left)
      left -= part.length
      done(null, part)
    },
  })
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/webm': 'weba',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'video/webm': 'webm',
  'video/mp4': 'mp4',
}
