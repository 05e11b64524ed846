import type { webcrypto } from 'node:crypto'
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseRecoveryAnswer, recoveryInfo, type RecoveryRequest } from '../shared/access/recovery.ts'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { answerRequest, makeRecoveryKey, type NewRecoveryKey } from './recovery-key.ts'

const device = 'BBBBBBBBBBBBBBBBBBBBBA'
const dataKey = crypto.getRandomValues(new Uint8Array(32))
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

const sealedTo = async (point: string, as: 'slot' | 'answer'): Promise<string> => {
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(point)))
  const info = buffer(recoveryInfo(as, device))
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, buffer(dataKey))
  return toBase64Url(Uint8Array.of(...new Uint8Array(enc), ...new Uint8Array(ct)))
}

let key: NewRecoveryKey
let other: NewRecoveryKey
let request: RecoveryRequest
let reply: webcrypto.CryptoKeyPair
beforeAll(async () => {
  key = await makeRecoveryKey()
  other = await makeRecoveryKey()
  reply = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  request = {
    type: 'morchid-recovery-request',
    v: 1,
    device,
    recoveryKey: key.publicKey,
    sealed: await sealedTo(key.publicKey, 'slot'),
    replyTo: toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', reply.publicKey))),
  }
})
const part = (of: NewRecoveryKey, at: number): string => of.parts[at] ?? ''

describe('the recovery key', () => {
  test('with any two of its three parts, gives the device its data key back, for its eyes only', async () => {
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      const answered = await answerRequest(request, [part(key, a), part(key, b)])
      const answer = parseRecoveryAnswer(JSON.stringify(answered.ok && answered.value))
      expect(answer.ok).toBe(true)
      if (!answer.ok) continue
      expect(answer.value.sealed).not.toContain(toBase64Url(dataKey))
      const sealed = fromBase64UrlEncoded(answer.value.sealed)
      const opened = await suite.open(
        { recipientKey: reply, enc: buffer(sealed.slice(0, 65)), info: buffer(recoveryInfo('answer', device)) },
        buffer(sealed.slice(65)),
      )
      expect(new Uint8Array(opened)).toEqual(dataKey)
    }
  })

  test('says which part and which line was typed wrong', async () => {
    const lines = part(key, 1).split('\n')
    const wrong = [
      ...lines.slice(0, 2),
      (lines[2] ?? '').replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      lines[3],
    ]
    const answered = await answerRequest(request, [part(key, 0), wrong.join('\n')])
    expect(answered).toEqual({ ok: false, error: { type: 'part', at: 2, problem: { type: 'line', line: 3 } } })
  })

  test('is not made of one part twice, nor of parts of another key', async () => {
    const twice = await answerRequest(request, [part(key, 0), part(key, 0)])
    expect(twice).toEqual({ ok: false, error: { type: 'same-part' } })
    const foreign = await answerRequest(request, [part(key, 0), part(other, 1)])
    expect(foreign).toEqual({ ok: false, error: { type: 'other-key' } })
  })

  test('opens nothing for a request made under another device’s name, nor for an answer given as a request', async () => {
    const parts = [part(key, 0), part(key, 1)]
    const renamed = await answerRequest({ ...request, device: 'CCCCCCCCCCCCCCCCCCCCCA' }, parts)
    expect(renamed).toEqual({ ok: false, error: { type: 'does-not-open' } })
    const answer = { ...request, sealed: await sealedTo(key.publicKey, 'answer') }
    expect(await answerRequest(answer, parts)).toEqual({ ok: false, error: { type: 'does-not-open' } })
  })
})
