// The HTTP surface: every route in its place, in the order a request meets them. It opens no file and no port, so that
// tests call `createApp(deps).request(url)`. Logs say route patterns and numbers, never a path, a body or an address.
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { routePath } from 'hono/route'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import type { AppDeps, AppEnv } from './routes/context.ts'
import { enrolRoutes } from './routes/enrol.ts'
import { securityHeaders } from './routes/headers.ts'
import { healthRoutes } from './routes/health.ts'
import { importRoutes } from './routes/import.ts'
import { localRoutes } from './routes/local.ts'
import { packRoutes } from './routes/packs.ts'
import { problem, storageRetrySeconds } from './routes/problem.ts'
import { pwaRoutes } from './routes/pwa.ts'
import { statusRoutes } from './routes/status.ts'
import { syncRoutes } from './routes/sync.ts'

export type { AppDeps } from './routes/context.ts'

export const createApp = (deps: AppDeps): Hono<AppEnv> => {
  const { log, random } = deps
  const app = new Hono<AppEnv>()
  // A caller's own id is not taken over: it would let anyone write into the log.
  app.use(requestId({ headerName: '', generator: () => toBase64Url(random(9)) }))
  app.use(async (c, next) => {
    const started = performance.now()
    await next()
    const ms = Math.round(performance.now() - started)
    log.info({ id: c.get('requestId'), method: c.req.method, route: routePath(c), status: c.res.status, ms }, 'request')
  })
  // What only programs read is never shown: it travels without the headers of pages.
  const ofPages = securityHeaders(deps.publicUrl)
  app.use((c, next) => (c.req.path.startsWith('/api/') ? next() : ofPages(c, next)))

  app.route('/', healthRoutes(deps))
  const sync = syncRoutes(deps)
  app.route('/', sync)
  app.route(
    '/',
    importRoutes(deps, async (request) => sync.request(request)),
  )
  app.route('/', enrolRoutes(deps))
  app.route('/', packRoutes(deps))
  app.route('/', localRoutes(deps))
  app.route('/', statusRoutes(deps))
  for (const path of [
    '/healthz',
    '/api/sync',
    '/api/import',
    '/import',
    '/api/enrol',
    '/api/packs',
    '/api/lists/:id{[a-z0-9-]{1,64}}',
    '/s',
    '/s/:token',
  ])
    app.all(path, (c) => problem(c, 'method-not-allowed'))
  app.all('/api/*', (c) => problem(c, 'not-found'))
  app.all('/s/*', (c) => problem(c, 'not-found'))
  app.route('/', pwaRoutes(deps))

  app.notFound((c) => problem(c, 'not-found'))
  app.onError(async (error, c) => {
    log.error(
      {
        id: c.get('requestId'),
        route: routePath(c),
        error: { name: error.name, message: error.message, stack: error.stack },
      },
      'request failed',
    )
    if (!isDiskFull(error)) return problem(c, 'server-error')
    await deps.storage.ranOut()
    return problem(c, 'storage-full', storageRetrySeconds)
  })
  return app
}

/** SQLITE_FULL, as node:sqlite tells it. */
const isDiskFull = (error: Error): boolean => 'errcode' in error && error.errcode === 13
