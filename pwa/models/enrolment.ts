// Bringing this browser into the commune with a code. Keys are made and kept before the server is asked, so that an
// answer lost on the way can be asked for again with the same keys; nothing else is written until it has come.
import * as v from 'valibot'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { isStrong } from '../../shared/access/passphrase.ts'
import { parseDirectory } from '../../shared/sync/directory-schema.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Database } from '../storage/database.ts'
import type { Derive } from '../storage/derive.ts'
import { deviceOf, keepDeviceKey } from '../storage/device-key.ts'
import { noSync, readMeta, readSlots, sealMeta, slotKey, writeMeta } from '../storage/meta.ts'
import { prfKey } from '../storage/prf-slot.ts'
import { addBlock } from '../storage/references.ts'
import { newSigningKey } from '../storage/sitting.ts'
import { openSecrets, sealSecrets } from '../storage/slot.ts'
import type { SealedSecrets, Secrets, Slot } from '../storage/slot.ts'
import { fetchJson } from '../sync/json.ts'
import { publicPointOf } from './keys.ts'
import type { EnrolError, EnrolInput } from './session.ts'
import { recoveredKey } from './recovery.ts'
import { openSlot } from './slots.ts'

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const answerSchema = v.object({
  device: v.string(),
  agent: v.object({
    id: v.string(),
    name: v.string(),
    role: v.picklist(['mediator', 'clerk', 'officer', 'supervisor', 'system']),
    unit: v.string(),
  }),
  directory: v.unknown(),
  epoch: v.object({ counter: whole, random: v.string() }),
  sealKey: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  beacon: v.string(),
  references: v.nullable(v.object({ site: whole, from: whole, to: whole })),
  packsVersion: v.string(),
})

export interface Enrolled {
  readonly agent: Agent
  readonly secrets: Secrets
}

export interface EnrolmentPorts {
  readonly database: Database
  readonly derive: Derive
  now(): number
}

/** Writes everything in one transaction when the server has answered, or nothing but the keys it asked with. */
export const enrolWith = async (
  { code, passphrase, host }: EnrolInput,
  { database, derive, now }: EnrolmentPorts,
): Promise<Result<Enrolled, EnrolError>> => {
  if (!isStrong(passphrase)) return err({ type: 'weak-passphrase' })
  const shared = await hostKey(host, { database, derive, now })
  if (!shared.ok) return shared
  const device = await deviceOf(database)
  const offer = await keysFor(code, passphrase, shared.value, { database, derive })
  await keepDeviceKey(database, offer.secrets.dataKey, false)

  const body = {
    code,
    device: device.id,
    deviceKey: await publicPointOf(device.keys.publicKey),
    agentKey: await publicPointOf(offer.secrets.agentKey),
  }
  const answer = await fetchJson('/api/enrol', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) {
    // The code was spent by this very browser under the passphrase of an earlier try: only those keys will do.
    if (answer.error.type === 'refused' && answer.error.status === 409 && offer.othersWaiting)
      return err({ type: 'wrong-passphrase' })
    return err(answer.error)
  }
  const parsed = v.safeParse(answerSchema, answer.value)
  const directory = parsed.success ? parseDirectory(JSON.stringify(parsed.output.directory)) : null
  if (!parsed.success || !directory?.ok) return err({ type: 'offline' })
  await settle(database, parsed.output, directory.value, offer, code)
  // Their security key opened the slot that was replaced; an answered request is over.
  await database.meta.bulkDelete([prfKey(parsed.output.agent.id), 'recovering'])
  await keepDeviceKey(database, offer.secrets.dataKey, true)
  return ok({ agent: parsed.output.agent, secrets: offer.secrets })
}

/** The data key of a browser that has people already; null when it has none yet. */
const hostKey = async (
  host: EnrolInput['host'],
  ports: EnrolmentPorts,
): Promise<Result<Uint8Array | null, EnrolError>> => {
  const slots = await readSlots(ports.database)
  if (slots.length === 0) return ok(null)
  if (host && 'recovered' in host) {
    const key = await recoveredKey(ports.database, host.recovered)
    return key ? ok(key) : err({ type: 'wrong-answer' })
  }
  const opened = host && (await openSlot(ports, host.agent, host.passphrase))
  return opened?.ok ? ok(opened.value.dataKey) : err({ type: 'wrong-passphrase' })
}

interface Offer {
  readonly secrets: Secrets
  readonly sealed: SealedSecrets
  /** Keys offered before for this code, under other passphrases. */
  readonly othersWaiting: boolean
}

/** The keys offered before with this code and passphrase, or new ones, kept before they are sent. */
const keysFor = async (
  code: string,
  passphrase: string,
  dataKey: Uint8Array | null,
  { database, derive }: Pick<EnrolmentPorts, 'database' | 'derive'>,
): Promise<Offer> => {
  const waiting = (await readMeta(database, 'enrolling')) ?? []
  const forCode = waiting.filter((one) => one.code === code)
  for (const sealed of forCode) {
    const secrets = await openSecrets(sealed, passphrase, derive)
    if (secrets && dataKey === null) return { secrets, sealed, othersWaiting: forCode.length > 1 }
    if (secrets && dataKey) {
      const joined = { ...secrets, dataKey }
      return {
        secrets: joined,
        sealed: await sealSecrets(joined, passphrase, derive),
        othersWaiting: forCode.length > 1,
      }
    }
  }
  const { pkcs8 } = await newSigningKey()
  const secrets = { dataKey: dataKey ?? crypto.getRandomValues(new Uint8Array(32)), agentKey: pkcs8 }
  const sealed = await sealSecrets(secrets, passphrase, derive)
  await writeMeta(database, 'enrolling', [...waiting, { code, ...sealed }])
  return { secrets, sealed, othersWaiting: forCode.length > 0 }
}

const settle = async (
  database: Database,
  answer: v.InferOutput<typeof answerSchema>,
  directory: Directory,
  { secrets, sealed }: Offer,
  code: string,
): Promise<void> => {
  const { id, name, role } = answer.agent
  const slot: Slot = { agent: id, name, role, ...sealed, failures: 0, notBefore: 0 }
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secrets.dataKey), 'AES-GCM', false, ['encrypt'])
  const sealedDirectory = await sealMeta(key, 'directory', directory)
  const sync = (await readMeta(database, 'sync')) ?? noSync
  const references = addBlock((await readMeta(database, 'references')) ?? [], answer.references)
  const enrolling = ((await readMeta(database, 'enrolling')) ?? []).filter((one) => one.code !== code)
  await database.transaction('rw', database.meta, async () => {
    await database.meta.bulkPut([
      { key: slotKey(id), value: slot },
      { key: 'server-key', value: answer.sealKey },
      {
        key: 'sync',
        value: {
          ...sync,
          epoch: sync.epoch ?? answer.epoch,
          beacon: answer.beacon,
          packsVersion: answer.packsVersion,
          directoryVersion: null,
        },
      },
      { key: 'references', value: references },
      { key: 'enrolling', value: enrolling },
      sealedDirectory,
    ])
  })
}
