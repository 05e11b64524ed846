// What commands on the server's own machine ask of the running process, since it alone may hold the data folder. They
// show the word kept in keys.json: whoever can read that file owns the folder anyway.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { exportActs, keyList } from '../act-export.ts'
import { addEnrolmentCode } from '../store/enrolment.ts'
import { agentById, isDemo, staff } from '../store/people.ts'
import { isSameMachine, type AppDeps, type AppEnv } from './context.ts'
import { backupRoutes } from './local-backup.ts'
import { problem } from './problem.ts'

const shortText = v.pipe(v.string(), v.maxLength(100))
const linkRequest = v.object({ agent: shortText })
/** What cannot be exported is an answer, not a refusal: the command explains it as for a folder it opened itself. */
const actsRequest = v.union([v.strictObject({ act: shortText }), v.strictObject({ dossier: shortText })])

export const localRoutes = (deps: AppDeps): Hono<AppEnv> => {
  const { db, keys, publicUrl, now, random } = deps
  return new Hono<AppEnv>()
    .use('/api/local/*', async (c, next) => {
      const word = (c.req.header('Authorization') ?? '').replace(/^Bearer /, '')
      if (!isSameMachine(c) || !sameText(word, keys.localWord)) return problem(c, 'local-only')
      return next()
    })
    .route('/', backupRoutes(deps))
    .get('/api/local/keys', async (c) => c.text(await keyList(db)))
    .post('/api/local/acts', bodyLimit({ maxSize: 1024, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const parsed = v.safeParse(actsRequest, await c.req.json().catch(() => null))
      return parsed.success ? c.json(await exportActs(db, keys, parsed.output)) : problem(c, 'not-found')
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
