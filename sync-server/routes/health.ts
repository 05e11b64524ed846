// GET /healthz: that the process lives; its status on a full disk is still 200, since a restart would not help.
// GET /readyz: whether this process should be sent work now; a balancer asks it, and stops sending on 503. Neither says
// anything about the commune.
import { Hono } from 'hono'
import { readFact } from '../store/meta.ts'
import type { AppDeps, AppEnv } from './context.ts'

type Needed = Pick<AppDeps, 'db' | 'storage' | 'version' | 'readiness' | 'log'>

export const healthRoutes = ({ db, storage, version, readiness, log }: Needed): Hono<AppEnv> => {
  const answers = async (): Promise<boolean> => {
    try {
      return (await readFact(db, 'epoch')) !== null
    } catch (error) {
      log.error({ error: String(error) }, 'the database does not answer')
      return false
    }
  }
  return new Hono<AppEnv>()
    .get('/healthz', async (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json({ status: 'ok', version, epoch: await readFact(db, 'epoch'), storage: await storage.look() })
    })
    .get('/readyz', async (c) => {
      const checks = {
        running: !readiness.isStopping(),
        database: await answers(),
        keys: readiness.keysThere(),
        disk: (await storage.look()) !== 'full',
      }
      const ready = Object.values(checks).every(Boolean)
      c.header('Cache-Control', 'no-store')
      return c.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503)
    })
}
