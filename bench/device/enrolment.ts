// How a headless device comes into the commune: with the code of an enrolment link, once. Its keys are kept before the
// server is asked; when the answer is lost, the same code is asked for again with the same keys.
import { toBase64UrlEncoded } from 'lib0/buffer'
import * as v from 'valibot'
import { parseDirectory } from '../../shared/sync/directory-schema.ts'
import type { HttpLink } from './http-link.ts'
import { noSync, readMeta, writeMeta, type Meta } from './meta.ts'
import type { KnownPacks } from './packs.ts'
import { newSigningKey } from './signing-keys.ts'
import type { Tables } from './tables.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const answerShape = v.object({
  agent: v.object({
    id: v.string(),
    unit: v.string(),
    role: v.picklist(['mediator', 'clerk', 'officer', 'supervisor', 'system']),
  }),
  directory: v.unknown(),
  epoch: v.object({ counter: count, random: v.string() }),
  sealKey: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  beacon: v.string(),
  packsVersion: v.string(),
  references: v.nullable(v.object({ site: count, from: count, to: count })),
})

/** Rejects when the server refuses the code or can't be reached; nothing but the keys is kept then. */
export const enrol = async (
  tables: Tables,
  link: HttpLink,
  packs: KnownPacks,
  linkOrCode: string,
): Promise<Meta['enrolled']> => {
  const { device, devicePoint, agentPoint } = readMeta(tables, 'identity') ?? (await newIdentity(tables))
  const code = /[#&]enrol=([^&]*)/.exec(linkOrCode)?.[1] ?? linkOrCode
  const answer = await link.json('/api/enrol', { code, device, deviceKey: devicePoint, agentKey: agentPoint })
  if (!answer.ok) throw new Error(`the device could not be enrolled: ${JSON.stringify(answer.error)}`)
  const { agent, directory, epoch, sealKey, beacon, references, packsVersion } = v.parse(answerShape, answer.value)
  const known = parseDirectory(JSON.stringify(directory))
  if (!known.ok) throw new Error('the server sent no directory')
  const enrolled = { agent: agent.id, unit: agent.unit, role: agent.role, sealKey }
  tables.atomic(() => {
    writeMeta(tables, 'enrolled', enrolled)
    writeMeta(tables, 'directory', { ...known.value })
    writeMeta(tables, 'sync', { ...noSync, epoch, beacon })
    if (references) tables.add('serials', { site: references.site, low: references.from, high: references.to })
  })
  await packs.refresh(packsVersion)
  return enrolled
}

const newIdentity = async (tables: Tables): Promise<Meta['identity']> => {
  const [device, agent] = [await newSigningKey(), await newSigningKey()]
  const identity = {
    device: toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16))),
    devicePoint: toBase64UrlEncoded(device.point),
    agentPoint: toBase64UrlEncoded(agent.point),
    agentKey: toBase64UrlEncoded(agent.secret),
  }
  tables.atomic(() => writeMeta(tables, 'identity', identity))
  return identity
}
