// The HTTP surface: every route in its place, in the order a request meets them. It opens no file and no port, so that
// tests call `createApp(deps).request(url)`. Logs say route patterns and numbers, never a path, a body or an address.
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { routePath } from 'hono/route'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { blobRoutes } from './routes/blobs.ts'
import type { AppDeps, AppEnv } from './routes/context.ts'
import { enrolRoutes } from './routes/enrol.ts'
import { apiHeaders, securityHeaders } from './routes/headers.ts'
import { healthRoutes } from './routes/health.ts'
import { importRoutes } from './routes/import.ts'
import { localRoutes } from './routes/local.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { packRoutes } from './routes/packs.ts'
import { problem, storageRetrySeconds } from './routes/problem.ts'
import { pwaRoutes } from './routes/pwa.ts'
import { statusRoutes } from './routes/status.ts'
import { syncRoutes } from './routes/sync.ts'

export type { AppDeps } from './routes/context.ts'

/** `staffApp`: the files of the app, when other communes of the process serve the same. */
export const createApp = (given: AppDeps, staffApp?: Hono<AppEnv>): Hono<AppEnv> => {
  const { log, metrics, random } = given
  const deps = withQueuesCounted(given)
  const app = new Hono<AppEnv>()
  // A caller's own id is not taken over: it would let anyone write into the log.
  app.use(requestId({ headerName: '', generator: () => toBase64Url(random(9)) }))
  app.use(async (c, next) => {
    const started = performance.now()
    await next()
    const ms = Math.round(performance.now() - started)
    const told = { method: c.req.method, route: routePath(c), status: c.res.status, ms }
    metrics.request(told)
    log.info({ id: c.get('requestId'), ...told }, 'request')
  })
  app.use('/api/sync', (_, next) => metrics.queued('sync', next))
  const [ofPages, ofApi] = [securityHeaders(deps.publicUrl), apiHeaders(deps.publicUrl)]
  app.use((c, next) => (c.req.path.startsWith('/api/') ? ofApi(c, next) : ofPages(c, next)))

  app.route('/', healthRoutes(deps))
  app.route('/', metricsRoutes(deps))
  const sync = syncRoutes(deps)
  app.route('/', sync)
  app.route(
    '/',
    importRoutes(deps, async (request) => sync.request(request)),
  )
  app.route('/', enrolRoutes(deps))
  app.route('/', packRoutes(deps))
  app.route('/', blobRoutes(deps))
  app.route('/', localRoutes(deps))
  app.route('/', statusRoutes(deps))
  for (const path of [
    '/healthz',
    '/readyz',
    '/api/sync',
    '/api/import',
    '/import',
    '/api/enrol',
    '/api/packs',
    '/api/blobs',
    '/api/blobs/:id',
    '/api/lists/:id{[a-z0-9-]{1,64}}',
    '/s',
    '/s/:token',
  ])
    app.all(path, (c) => problem(c, 'method-not-allowed'))
  app.all('/api/*', (c) => problem(c, 'not-found'))
  app.all('/s/*', (c) => problem(c, 'not-found'))
  app.route('/', staffApp ?? pwaRoutes(deps))

  app.notFound((c) => problem(c, 'not-found'))
  app.onError(async (error, c) => {
    log.error(
      {
        id: c.get('requestId'),
        route: routePath(c),
        error: tellable(error),
      },
      'request failed',
    )
    const full = fullDisk(error)
    if (full === null) return problem(c, 'server-error')
    if (full === 'ours') await deps.storage.ranOut()
    return problem(c, 'storage-full', storageRetrySeconds)
  })
  return app
}

const withQueuesCounted = (deps: AppDeps): AppDeps => ({
  ...deps,
  examine: (device, jobs) => deps.metrics.queued('examiner', () => deps.examine(device, jobs)),
  blobs: {
    ...deps.blobs,
    inTurn: (names, work) => deps.metrics.queued('blobs', () => deps.blobs.inTurn(names, work)),
  },
})

/** What failed to parse is quoted in these messages, and may say who somebody is: only the place is told. */
const tellable = ({ name, message, stack = '' }: Error): object => ({
  name,
  ...(name === 'SyntaxError' || name === 'ValiError' ? {} : { message }),
  stack: stack.split('\n').filter((line) => line.startsWith('    at ')),
})

/** SQLITE_FULL as node:sqlite tells it; disk_full as PostgreSQL does, whose disk is no business of ours. */
const fullDisk = (error: Error): 'ours' | 'database' | null => {
  if ('errcode' in error && error.errcode === 13) return 'ours'
  return 'code' in error && error.code === '53100' ? 'database' : null
}
