// GET /healthz: that the process lives, its database answers and its disk has room. Nothing about the commune. The
// status of a full disk is still 200: reads go on, and a restart would not help.
import { Hono } from 'hono'
import { readFact } from '../store/meta.ts'
import type { AppDeps, AppEnv } from './context.ts'

export const healthRoutes = ({ db, storage, version }: Pick<AppDeps, 'db' | 'storage' | 'version'>): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/healthz', async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok', version, epoch: await readFact(db, 'epoch'), storage: await storage.look() })
  })
