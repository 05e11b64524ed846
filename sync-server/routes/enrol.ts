// POST /api/enrol: a person with an enrolment code brings a device into the commune. The answer is everything the
// device needs to work offline from then on, and the same again when it was lost on the way.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import * as v from 'valibot'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { makeBeacon } from '../accept/statement.ts'
import { importPoint } from '../accept/verifier.ts'
import { useEnrolmentCode, type EnrolmentProblem } from '../store/enrolment.ts'
import { readFact } from '../store/meta.ts'
import { directoryFor } from '../store/directory.ts'
import { referencesOf } from '../store/references.ts'
import { callerOf, type AppDeps, type AppEnv } from './context.ts'
import { problem, type ProblemType } from './problem.ts'

/** A raw uncompressed P-256 point: 65 bytes, 87 characters. */
const point = v.pipe(
  v.string(),
  v.regex(/^[\w-]{87}$/),
  v.transform((text) => new Uint8Array(fromBase64UrlEncoded(text))),
)
const enrolRequest = v.object({
  code: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  device: v.pipe(v.string(), v.regex(/^[\w-]{21}[AQgw]$/)),
  deviceKey: point,
  agentKey: point,
})

const refusals: Record<EnrolmentProblem['type'], ProblemType> = {
  unknown: 'enrolment-code-unknown',
  used: 'enrolment-code-used',
  expired: 'enrolment-code-expired',
  'device-elsewhere': 'device-elsewhere',
}

export const enrolRoutes = ({
  db,
  keys,
  packs,
  publicUrl,
  trustProxy,
  brakes,
  now,
  calendar,
  messages,
}: AppDeps): Hono<AppEnv> => {
  const waitOf = brakes.bucket('enrol', { burst: 30, perMinute: 30 })
  return new Hono<AppEnv>().post(
    '/api/enrol',
    bodyLimit({ maxSize: 4096, onError: (c) => problem(c, 'too-large') }),
    async (c) => {
      const at = now()
      const wait = await waitOf(callerOf(c, trustProxy), at.getTime())
      if (wait > 0) return problem(c, 'too-many', wait)

      const parsed = v.safeParse(enrolRequest, await c.req.json().catch(() => null))
      if (!parsed.success) return problem(c, 'enrolment-malformed')
      const { deviceKey, agentKey } = parsed.output
      const points = await Promise.all([importPoint(deviceKey), importPoint(agentKey)])
      if (points.includes(null)) return problem(c, 'enrolment-malformed')

      const enrolled = await useEnrolmentCode(db, parsed.output, at)
      if (!enrolled.ok) return problem(c, refusals[enrolled.error.type])
      const agent = enrolled.value
      const references = await db.transaction().execute((tx) => referencesOf(tx, parsed.output.device, agent.unit))
      c.header('Cache-Control', 'no-store')
      return c.json({
        device: parsed.output.device,
        agent,
        directory: await directoryFor(db, agent, publicUrl, {
          offices: keys.offices,
          calendar,
          now,
          messages: messages !== null,
        }),
        epoch: await readFact(db, 'epoch'),
        sealKey: toBase64Url(keys.sealKey),
        beacon: await makeBeacon(keys.secret, at),
        references,
        packsVersion: packs.version,
      })
    },
  )
}
