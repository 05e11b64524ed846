// What the process itself answers, whatever commune is asked for: whether it lives, whether it should be sent work, what is
// counted; and, to who asks for a commune that it does not have or cannot open, a sentence. It says nothing about a commune
// but its code, and that to collectors alone.
import { Hono } from 'hono'
import type { StorageGuard } from '../storage-guard.ts'
import type { MetricsPage } from '../metrics/metrics.ts'
import type { AppEnv } from '../routes/context.ts'
import { apiHeaders } from '../routes/headers.ts'
import { mayRead } from '../routes/metrics.ts'
import { problem, type ProblemType } from '../routes/problem.ts'

export interface ProcessState {
  readonly version: string
  readonly storage: StorageGuard
  readonly metricsWord: string | null
  isStopping(): boolean
  communes(): { readonly listed: number; readonly open: number; readonly failing: number }
  databaseAnswers(): Promise<boolean>
  metricsPage(): Promise<MetricsPage>
}

/** Of /metrics under any name, and of the rest under names that are no commune's. */
export const processRoutes = (state: ProcessState): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .use(apiHeaders(''))
    .get('/healthz', async (c) => {
      c.header('Cache-Control', 'no-store')
      const { version, storage } = state
      return c.json({ status: 'ok', version, storage: await storage.look(), communes: state.communes() })
    })
    .get('/readyz', async (c) => {
      const checks = {
        running: !state.isStopping(),
        database: await state.databaseAnswers(),
        disk: (await state.storage.look()) !== 'full',
      }
      const ready = Object.values(checks).every(Boolean)
      c.header('Cache-Control', 'no-store')
      return c.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503)
    })
    .get('/metrics', async (c) => {
      if (!mayRead(c, state.metricsWord)) return problem(c, 'not-found')
      const { text, type } = await state.metricsPage()
      c.header('Cache-Control', 'no-store')
      return c.body(text, 200, { 'Content-Type': type })
    })
    .all('*', (c) => problem(c, 'commune-unknown'))

/** The same sentence at every address. */
export const refusal = (type: ProblemType, retryAfter: number): Hono<AppEnv> =>
  new Hono<AppEnv>().use(apiHeaders('')).all('*', (c) => problem(c, type, retryAfter))
