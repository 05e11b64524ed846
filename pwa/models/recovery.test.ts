import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { beforeEach, describe, expect, test } from 'vitest'
import { codeOfRequest, parseRecoveryRequest, recoveryInfo } from '../../shared/access/recovery.ts'
import type { Database } from '../storage/database.ts'
import { sealMeta, writeMeta } from '../storage/meta.ts'
import { keepRecoverySlot, recoveredKey, recoveryRequest } from './recovery.ts'
import { fakeMeta } from './testing/fake-meta.ts'

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
const device = 'BBBBBBBBBBBBBBBBBBBBBA'
const dataKey = crypto.getRandomValues(new Uint8Array(32))
const makePoint = async (pair: CryptoKeyPair): Promise<string> =>
  toBase64UrlEncoded(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))

let database: Database
let organisation: CryptoKeyPair
beforeEach(async () => {
  database = fakeMeta()
  organisation = await suite.kem.generateKeyPair()
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  await writeMeta(database, 'device', { id: device, keys })
  const key = await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['encrypt'])
  await database.meta.put(await sealMeta(key, 'directory', { commune: 'x' }))
  await keepRecoverySlot(database, device, dataKey, await makePoint(organisation))
})

/** What the holders of two parts do; `key` is what they found in the slot unless a test says otherwise. */
const answer = async (text: string, key?: Uint8Array): Promise<string> => {
  const request = parseRecoveryRequest(text)
  if (!request.ok) throw new Error('malformed')
  const slot = fromBase64UrlEncoded(request.value.sealed)
  const info = buffer(recoveryInfo('slot', device))
  const recipientKey = organisation.privateKey
  const opened = await suite.open({ recipientKey, enc: buffer(slot.slice(0, 65)), info }, buffer(slot.slice(65)))
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(request.value.replyTo)))
  const sealed = await suite.seal(
    { recipientPublicKey, info: buffer(recoveryInfo('answer', device)) },
    key ? buffer(key) : opened,
  )
  const bytes = Uint8Array.of(...new Uint8Array(sealed.enc), ...new Uint8Array(sealed.ct))
  return JSON.stringify({ type: 'morchid-recovery-answer', v: 1, device, sealed: toBase64UrlEncoded(bytes) })
}

describe('a device that everybody forgot', () => {
  test('gets its data key back from the answer to its request', async () => {
    const request = await recoveryRequest(database)
    expect(await recoveredKey(database, await answer(request?.text ?? ''))).toEqual(dataKey)
  })

  test('asks the same again when it is asked twice, so that either answer will do', async () => {
    const first = await recoveryRequest(database)
    const again = await recoveryRequest(database)
    expect(again).toEqual(first)
    const parsed = parseRecoveryRequest(first?.text ?? '')
    expect(parsed.ok && codeOfRequest(parsed.value)).toBe(first?.code)
    expect(first?.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })

  test('says nothing of its key in the request', async () => {
    const { text = '' } = (await recoveryRequest(database)) ?? {}
    expect(text).not.toContain(toBase64UrlEncoded(dataKey))
    expect(fromBase64UrlEncoded(JSON.parse(text).sealed).join()).not.toContain(dataKey.join())
  })

  test('refuses an answer that holds another key, is for another device, or comes unasked', async () => {
    const { text = '' } = (await recoveryRequest(database)) ?? {}
    expect(await recoveredKey(database, await answer(text, new Uint8Array(32)))).toBeNull()
    const right = await answer(text)
    expect(await recoveredKey(database, right.replace(device, 'CCCCCCCCCCCCCCCCCCCCCA'))).toBeNull()
    await database.meta.bulkDelete(['recovering'])
    expect(await recoveredKey(database, right)).toBeNull()
    expect(await recoveredKey(database, 'bonjour')).toBeNull()
  })

  test('has nothing to ask with where the commune never made such a key', async () => {
    const other = fakeMeta()
    await keepRecoverySlot(other, device, dataKey, undefined)
    expect(await recoveryRequest(other)).toBeNull()
  })

  test('seals its key again to a key that replaced the first', async () => {
    const before = await recoveryRequest(database)
    const next = await makePoint(await suite.kem.generateKeyPair())
    await keepRecoverySlot(database, device, dataKey, next)
    const after = await recoveryRequest(database)
    expect(JSON.parse(after?.text ?? '').recoveryKey).toBe(next)
    expect(after?.code).not.toBe(before?.code)
  })
})
