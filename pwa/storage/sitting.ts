// A sitting is one unlock: a new incarnation with a signing key of its own, certified by the agent's key.
//
// The sitting's private key is kept, sealed under the device's data key, until the last of its rows is in a packet.
// A tab that is killed leaves rows which only that sitting may sign: without its key they would be stuck for ever, or
// would have to be re-written under another sitting as if somebody else had typed them. The price: until then, another
// person who unlocks the same kiosk holds a key that could sign as the dead sitting; it is destroyed as soon as it served.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Agent } from '../../shared/access/directory.ts'
import { signCertificate } from '../../shared/sync/certificate.ts'
import type { SessionKeys } from '../../shared/sync/ports.ts'
import type { ChainRow, Database } from './database.ts'
import { openBytes, sealBytes } from './seal.ts'
import type { Bytes } from './seal.ts'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const
/** A day at the counter; pushing what was written never ends. */
const lastsSeconds = 86_400

export const importSigningKey = (pkcs8: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', pkcs8 as Bytes, curve, false, ['sign'])

/** Extractable: it is sealed before it is stored, and read back as not extractable. */
export const newSigningKey = async (): Promise<{ readonly pkcs8: Uint8Array; readonly publicKey: Uint8Array }> => {
  const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  return {
    pkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  }
}

/** 64 bytes r‖s. */
export const signWith =
  (key: CryptoKey) =>
  async (bytes: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign(signing, key, bytes as Bytes))

const place = (incarnation: string) => ({ table: 'meta', dossier: `sitting:${incarnation}`, number: 0 }) as const

/** Durable when it resolves: the chain is there before the first row that belongs to it. */
export const beginSitting = async (
  database: Database,
  key: CryptoKey,
  device: string,
  agent: Agent,
  agentKey: CryptoKey,
): Promise<SessionKeys> => {
  const incarnation = toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16)))
  const { pkcs8, publicKey } = await newSigningKey()
  const certificate = await signCertificate(
    { v: 1, device, incarnation, agent: agent.id, unit: agent.unit, role: agent.role, publicKey, lasts: lastsSeconds },
    signWith(agentKey),
  )
  const sealedKey = await sealBytes(key, place(incarnation), pkcs8)
  const sign = signWith(await importSigningKey(pkcs8))
  pkcs8.fill(0)
  const last = await database.chains.orderBy('born').last()
  const chain: ChainRow = {
    incarnation,
    born: (last?.born ?? 0) + 1,
    agent: agent.id,
    certificate,
    sealedKey,
    n: 0,
    hash: '',
    acked: 0,
  }
  await database.chains.add(chain)
  return { device, agent: agent.id, incarnation, certificate, sign }
}

/** Keys of a sitting that a crash left with rows unsent; null when they are gone or were never here. */
export const leftSitting = async (
  database: Database,
  key: CryptoKey,
  device: string,
  incarnation: string,
): Promise<SessionKeys | null> => {
  const chain = await database.chains.get(incarnation)
  if (!chain?.sealedKey) return null
  const pkcs8 = await openBytes(key, place(incarnation), chain.sealedKey)
  const sign = signWith(await importSigningKey(pkcs8))
  pkcs8.fill(0)
  return { device, agent: chain.agent, incarnation, certificate: chain.certificate, sign }
}

/** Destroys the keys of sittings whose rows are all in packets, and forgets sittings that wrote nothing. */
export const endSittings = async (database: Database, current: string | null): Promise<void> => {
  await database.transaction('rw', [database.rows, database.chains], async () => {
    const unsent = await database.rows.where('unsent').equals(1).toArray()
    const writing = new Set(unsent.map((row) => row.incarnation))
    for (const chain of await database.chains.toArray()) {
      if (chain.incarnation === current || writing.has(chain.incarnation)) continue
      if (chain.n === 0) await database.chains.delete(chain.incarnation)
      else if (chain.sealedKey) await database.chains.update(chain.incarnation, { sealedKey: null })
    }
  })
}
