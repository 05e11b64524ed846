// What the backup commands ask of the running server, since it alone may hold the data folder. Who may ask is decided
// in local.ts, which carries these routes. What went wrong is an answer: the command explains it.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { restoreReport } from '../backup/restore-report.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { problem } from './problem.ts'

/** An absolute path: the server's working folder is not the operator's. */
const place = v.pipe(v.string(), v.startsWith('/'), v.maxLength(4096))
const backupRequest = v.object({
  to: place,
  keep: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
})
const copyRequest = v.object({ to: place })

export const backupRoutes = ({ db, backup, liveCopy }: Pick<AppDeps, 'db' | 'backup' | 'liveCopy'>): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .post('/api/local/backup', bodyLimit({ maxSize: 8192, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(backupRequest, await c.req.json().catch(() => null))
      if (!parsed.success) return problem(c, 'not-found')
      return c.json(await backup(parsed.output.to, parsed.output.keep))
    })
    .post('/api/local/live-copy', bodyLimit({ maxSize: 8192, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(copyRequest, await c.req.json().catch(() => null))
      return parsed.success ? c.json(await liveCopy(parsed.output.to)) : problem(c, 'not-found')
    })
    .get('/api/local/restore-report', async (c) => c.json(await restoreReport(db)))
