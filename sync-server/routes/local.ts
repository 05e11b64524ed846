// What commands on the server's own machine ask of the running process, since it alone may hold the data folder. They
// show the word kept in keys.json: whoever can read that file owns the folder anyway.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { exportActs, keyList } from '../act-export.ts'
import { administer, adminRequest } from '../admin/administer.ts'
import { examineStore } from '../doctor/examine-store.ts'
import { erasureReport } from '../erasure/report.ts'
import { exportRegister } from '../register-export.ts'
import { addEnrolmentCode } from '../store/enrolment.ts'
import { agentById, isDemo, staff } from '../store/people.ts'
import { isSameMachine, type AppDeps, type AppEnv } from './context.ts'
import { backupRoutes } from './local-backup.ts'
import { problem } from './problem.ts'

const shortText = v.pipe(v.string(), v.maxLength(100))
const linkRequest = v.object({ agent: shortText })
/** What cannot be exported is an answer, not a refusal: the command explains it as for a folder it opened itself. */
const actsRequest = v.union([v.strictObject({ act: shortText }), v.strictObject({ dossier: shortText })])
const registerRequest = v.strictObject({
  office: shortText,
  year: v.pipe(v.number(), v.integer()),
  format: v.picklist(['csv', 'ods']),
  lang: v.picklist(['fr', 'ar']),
})
const erasuresRequest = v.strictObject({ dossier: v.optional(shortText), since: v.optional(shortText) })

export const localRoutes = (deps: AppDeps): Hono<AppEnv> => {
  const { db, keys, packs, publicUrl, now, random } = deps
  return new Hono<AppEnv>()
    .use('/api/local/*', async (c, next) => {
      const word = (c.req.header('Authorization') ?? '').replace(/^Bearer /, '')
      if (!isSameMachine(c) || !sameText(word, keys.localWord)) return problem(c, 'local-only')
      return next()
    })
    .route('/', backupRoutes(deps))
    .post('/api/local/admin', bodyLimit({ maxSize: 4096, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(adminRequest, await c.req.json().catch(() => null))
      return parsed.success ? c.json(await administer(db, parsed.output)) : problem(c, 'not-found')
    })
    .get('/api/local/doctor', async (c) => {
      const isDeep = c.req.query('deep') === '1'
      const gateway = deps.messages?.gateway ?? null
      return c.json(await examineStore({ ...deps, store: deps.blobs.store, scan: deps.blobs.scan, gateway, isDeep }))
    })
    .get('/api/local/keys', async (c) => c.text(await keyList(db)))
    .post('/api/local/acts', bodyLimit({ maxSize: 1024, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(actsRequest, await c.req.json().catch(() => null))
      return parsed.success ? c.json(await exportActs(db, keys, parsed.output)) : problem(c, 'not-found')
    })
    .post('/api/local/register', bodyLimit({ maxSize: 1024, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(registerRequest, await c.req.json().catch(() => null))
      return parsed.success ? c.json(await exportRegister(db, packs.packOf, parsed.output)) : problem(c, 'not-found')
    })
    .post('/api/local/erasures', bodyLimit({ maxSize: 1024, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(erasuresRequest, await c.req.json().catch(() => null))
      return parsed.success ? c.json(await erasureReport(db, parsed.output)) : problem(c, 'not-found')
    })
    .get('/api/local/people', async (c) => c.json(await staff(db)))
    .post('/api/local/link', bodyLimit({ maxSize: 1024, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(linkRequest, await c.req.json().catch(() => null))
      const agent = parsed.success ? await agentById(db, parsed.output.agent) : null
      if (!agent) return problem(c, 'agent-unknown')
      const code = toBase64Url(random(16))
      await addEnrolmentCode(db, agent.id, code, now())
      return c.json({
        agent: agent.id,
        name: agent.name,
        role: agent.role,
        url: enrolmentUrl(publicUrl, code, await isDemo(db)),
      })
    })
}

/** The code is in the fragment: it reaches no server log and no proxy. `demo` lets the first screen say what it is. */
export const enrolmentUrl = (publicUrl: string, code: string, demo: boolean): string =>
  `${publicUrl}/#enrol=${code}${demo ? '&demo' : ''}`

const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % b.length)
  return difference === 0
}
