// GET /healthz: that the process lives and its database answers. Nothing about the commune.
import { Hono } from 'hono'
import { readFact } from '../store/meta.ts'
import type { AppDeps, AppEnv } from './context.ts'

export const healthRoutes = ({ db, version }: Pick<AppDeps, 'db' | 'version'>): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/healthz', async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok', version, epoch: await readFact(db, 'epoch') })
  })
