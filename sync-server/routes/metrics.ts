// GET /metrics: what is counted, for a collector. A program on this machine may ask, or whoever shows METRICS_WORD; to
// everybody else nothing is there. Numbers of one commune say when its counters work: not for the open network.
import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { readState } from '../metrics/read-state.ts'
import { isSameMachine, type AppDeps, type AppEnv } from './context.ts'
import { problem } from './problem.ts'

export const metricsRoutes = (deps: AppDeps): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/metrics', async (c) => {
    if (!mayRead(c, deps.metricsWord)) return problem(c, 'not-found')
    const { text, type } = await deps.metrics.page(await readState(deps))
    c.header('Cache-Control', 'no-store')
    return c.body(text, 200, { 'Content-Type': type })
  })

export const mayRead = (c: Context<AppEnv>, word: string | null): boolean => {
  const shown = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? null
  return isSameMachine(c) || isWord(shown, word)
}

const isWord = (shown: string | null, word: string | null): boolean =>
  shown !== null && word !== null && timingSafeEqual(digest(shown), digest(word))

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest()
