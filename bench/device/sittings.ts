// A sitting is one opening of the device (rule 1): a new incarnation with a key of its own, certified by the agent's.
// Its key stays on the disk until its last row is in a packet, so that a killed process loses nothing.
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { signCertificate } from '../../shared/sync/certificate.ts'
import type { SessionKeys } from '../../shared/sync/ports.ts'
import type { Meta } from './meta.ts'
import { newSigningKey, signerOf } from './signing-keys.ts'
import { blob, type Tables } from './tables.ts'

/** Reading ends after a day; pushing never does. */
const lastsSeconds = 86_400

type Who = Pick<Meta['identity'], 'device' | 'agentKey'> & Pick<Meta['enrolled'], 'agent' | 'unit' | 'role'>

/** Durable when it resolves: the key is there before the first row that needs it. */
export const beginSitting = async (tables: Tables, who: Who): Promise<SessionKeys> => {
  const { device, agent, unit, role } = who
  const incarnation = toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16)))
  const { secret, point: publicKey } = await newSigningKey()
  const certificate = await signCertificate(
    { v: 1, device, incarnation, agent, unit, role, publicKey, lasts: lastsSeconds },
    await signerOf(fromBase64UrlEncoded(who.agentKey)),
  )
  tables.add('sittings', { incarnation, certificate, private_key: secret })
  return { device, agent, incarnation, certificate, sign: await signerOf(secret) }
}

/** Null when its keys are gone. */
export const keysOfSitting = async (
  tables: Tables,
  { device, agent }: Who,
  incarnation: string,
): Promise<SessionKeys | null> => {
  const row = tables.get('select * from sittings where incarnation = ?', incarnation)
  if (!row) return null
  return {
    device,
    agent,
    incarnation,
    certificate: blob(row, 'certificate'),
    sign: await signerOf(blob(row, 'private_key')),
  }
}

/** Keys that have served are destroyed. */
export const endSittings = (tables: Tables, current: string): void => {
  tables.run(
    `delete from sittings where incarnation <> ?
    and incarnation not in (select incarnation from rows where entry is null and covered = 0)`,
    current,
  )
}
