// POST /api/import and the page /import: what a kiosk without a link put on a stick comes in, and its answer goes back
// on the stick. Nobody is asked who carries it: the file opens here or not at all, and its packets prove themselves at
// the same door as those that came over the link. The page has no script. Nothing of a file is ever logged but counts.
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { toBase64 } from 'lib0/buffer'
import {
  encodeStickAnswers,
  parseStickContent,
  parseStickFile,
  stickLimits,
  stickMediaType,
  stickName,
  stickNonce,
  stickRequests,
} from '../../shared/sync/stick-file.ts'
import { parseAnswer } from '../../shared/sync/wire-answer.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { relayRequest } from '../../shared/sync/wire-request.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { openStick, sealStickAnswer } from '../accept/stick.ts'
import { importPage, type ImportOutcome } from '../pages/import-page.ts'
import { statusStyleHash } from '../pages/status-style.ts'
import { directoryFor } from '../store/directory.ts'
import { callerOf, type AppDeps, type AppEnv } from './context.ts'
import { contentSecurityPolicy } from './headers.ts'
import { problem, storageRetrySeconds, type ProblemType } from './problem.ts'
import { langOf } from './status.ts'
import { createTurns } from '../turns.ts'

/** POST /api/sync of this very server, as any carrier of packets may call it. */
export type SyncDoor = (request: Request) => Promise<Response>

interface Imported {
  readonly name: string
  readonly answer: Uint8Array
  readonly packets: number
  readonly refused: number
  readonly held: number
}

type ImportRefusal = Extract<ProblemType, 'stick-malformed' | 'stick-foreign' | 'storage-full' | 'server-error'>

/** Room for the form around the file. */
const formBytes = 16 * 1024

export const importRoutes = (deps: AppDeps, sync: SyncDoor): Hono<AppEnv> => {
  const take = createImport(deps, sync)
  const policy = contentSecurityPolicy(deps.publicUrl, statusStyleHash)
  // A stick a minute is a busy day; a flood of big files is not.
  const bucket = deps.brakes.bucket('import', { burst: 12, perMinute: 12 })
  const waitOf = (c: Context<AppEnv>): Promise<number> => bucket(callerOf(c, deps.trustProxy), deps.now().getTime())

  const show = async (c: Context<AppEnv>, outcome: ImportOutcome | null, status: 200 | 413 | 422 | 429 | 500 | 507) => {
    const { commune, demo } = await directoryFor(deps.db, null, deps.publicUrl)
    const page = await importPage({ lang: langOf(c), commune, demo, path: '/import', phone: null }, outcome)
    c.header('Content-Security-Policy', policy)
    c.header('Cache-Control', 'no-store')
    c.header('Vary', 'Accept-Language')
    return c.html(page, status)
  }

  return new Hono<AppEnv>()
    .use('/api/import', bodyLimit({ maxSize: stickLimits.fileBytes, onError: (c) => problem(c, 'too-large') }))
    .post('/api/import', async (c) => {
      if (c.req.header('Content-Type')?.split(';')[0]?.trim() !== stickMediaType) return problem(c, 'media-type')
      const wait = await waitOf(c)
      if (wait > 0) return problem(c, 'too-many', wait)
      const taken = await take(new Uint8Array(await c.req.arrayBuffer()))
      if (!taken.ok) return problem(c, taken.error, taken.error === 'storage-full' ? storageRetrySeconds : undefined)
      return c.body(new Uint8Array(taken.value.answer), 200, {
        'Content-Type': stickMediaType,
        'Content-Disposition': `attachment; filename="${taken.value.name}"`,
        'Cache-Control': 'no-store',
      })
    })
    .use(
      '/import',
      bodyLimit({
        maxSize: stickLimits.fileBytes + formBytes,
        onError: (c: Context<AppEnv>) => show(c, { type: 'refused', reason: 'too-large' }, 413),
      }),
    )
    .get('/import', (c) => show(c, null, 200))
    .post('/import', async (c) => {
      if ((await waitOf(c)) > 0) return show(c, { type: 'refused', reason: 'too-many' }, 429)
      const form = await c.req.parseBody().catch(() => ({}))
      const file: unknown = 'file' in form ? form.file : null
      if (!(file instanceof File) || file.size === 0) return show(c, { type: 'refused', reason: 'no-file' }, 422)
      const taken = await take(new Uint8Array(await file.arrayBuffer()))
      if (!taken.ok) return show(c, { type: 'refused', reason: taken.error }, statusOf[taken.error])
      const { answer, ...told } = taken.value
      return show(c, { type: 'taken', ...told, href: `data:${stickMediaType};base64,${toBase64(answer)}` }, 200)
    })
}

const statusOf = { 'stick-malformed': 422, 'stick-foreign': 422, 'storage-full': 507, 'server-error': 500 } as const

/** One file at a time: each may be big. */
const createImport = (
  { keys, random, log }: AppDeps,
  sync: SyncDoor,
): ((bytes: Uint8Array) => Promise<Result<Imported, ImportRefusal>>) => {
  const inTurn = createTurns(1)
  const work = async (bytes: Uint8Array): Promise<Result<Imported, ImportRefusal>> => {
    const file = parseStickFile(bytes)
    if (!file.ok || file.value.type !== 'outbox') return err('stick-malformed')
    const opened = await openStick(keys, file.value.sealed)
    if (!opened) return err('stick-foreign')
    const content = parseStickContent(opened)
    if (!content.ok) return err('stick-malformed')
    const { id, device, number, packets } = content.value
    const answers: Uint8Array[] = []
    for (const some of stickRequests(packets)) {
      const response = await sync(requestOf(relayRequest(some, stickNonce(id))))
      if (response.status === 507) return err('storage-full')
      if (response.status !== 200) return err('server-error')
      answers.push(new Uint8Array(await response.arrayBuffer()))
    }
    const told = answers.map(parseAnswer).flatMap((one) => (one.ok ? [one.value] : []))
    const refused = told.reduce((sum, one) => sum + one.refused.length, 0)
    // What is held of a chain is told with each of its packets.
    const held = new Set(told.flatMap((one) => one.held).map((one) => one.entry)).size
    log.info({ packets: packets.length, refused, held }, 'a stick was brought')
    const answer = await sealStickAnswer(content.value, random(12), encodeStickAnswers(answers))
    return ok({ name: stickName(device, number, 'answer'), answer, packets: packets.length, refused, held })
  }
  return (bytes) => inTurn([], () => work(bytes))
}

const requestOf = (bytes: Uint8Array): Request =>
  new Request('http://localhost/api/sync', {
    method: 'POST',
    headers: { 'Content-Type': mediaType },
    body: new Uint8Array(bytes),
  })
