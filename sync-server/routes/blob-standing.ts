// How many blobs stand, in one question: what a device may delete is what backups have, and what a restored server has
// lost is sent again. It says nothing but words in the order in which it was asked.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { mostAsked, type BlobRequest } from '../../shared/blob/blob-request.ts'
import { standingsOf } from '../store/blobs.ts'
import type { Tables } from '../store/schema.ts'
import { refuse } from './blob-refusal.ts'
import type { AppEnv } from './context.ts'
import type { ProblemType } from './problem.ts'

const id = v.pipe(v.string(), v.regex(/^[\w-]{22}$/))
const hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
const asked = v.strictObject({
  blobs: v.pipe(v.array(v.strictTuple([id, hash])), v.minLength(1), v.maxLength(mostAsked)),
})
/** Bytes of a body that asks after the most. */
const mostBytes = 64 * 1024

export const answerStandings = async (
  c: Context<AppEnv>,
  db: Kysely<Tables>,
  refusal: (c: Context<AppEnv>, request: Omit<BlobRequest, 'beacon'>) => Promise<ProblemType | null>,
): Promise<Response> => {
  if (!(Number(c.req.header('Content-Length') ?? Number.NaN) <= mostBytes)) return refuse(c, 'too-large')
  const body = new Uint8Array(await c.req.arrayBuffer())
  const digest = createHash('sha256').update(body).digest('base64url')
  const why = await refusal(c, { method: 'STANDING', dossier: '', hash: digest, size: body.length })
  if (why !== null) return refuse(c, why)
  const parsed = v.safeParse(asked, read(body))
  if (!parsed.success) return refuse(c, 'blob-malformed')
  c.header('Cache-Control', 'no-store')
  return c.json({ standing: await standingsOf(db, parsed.output.blobs) })
}

const read = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
