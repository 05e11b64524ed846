import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  certificateToSign,
  parseCertificate,
  signCertificate,
  verifyCertificate,
  type SessionCertificate,
} from './certificate.ts'
import { clientIdOf } from './client-id.ts'
import { idOf } from './simulation/calm.ts'
import { createFakeKey, fakeVerifier } from './simulation/crypto.ts'

const agentKey = createFakeKey('agent')
const certificate: SessionCertificate = {
  v: 1,
  device: idOf('device'),
  incarnation: idOf('incarnation'),
  agent: 'mediator-a',
  unit: 'epn',
  role: 'mediator',
  publicKey: createFakeKey('session').publicKey,
  lasts: 3600,
}

describe('rule 1: the certificate of a sitting', () => {
  test("is read back as it was written, with the agent's signature over all of it", async () => {
    const bytes = await signCertificate(certificate, agentKey.sign)
    const parsed = parseCertificate(bytes)
    if (!parsed.ok) return expect.fail('not read')
    expect({ ...parsed.value.certificate, publicKey: [...parsed.value.certificate.publicKey] }).toEqual({
      ...certificate,
      publicKey: [...certificate.publicKey],
    })
    expect([...parsed.value.signed]).toEqual([...certificateToSign(certificate)])
    expect(await verifyCertificate(fakeVerifier, agentKey.publicKey, parsed.value)).toBe(true)
    expect(await verifyCertificate(fakeVerifier, createFakeKey('other').publicKey, parsed.value)).toBe(false)
  })

  test('with any byte changed it is unreadable or its signature fails', async () => {
    const bytes = await signCertificate(certificate, agentKey.sign)
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      const parsed = parseCertificate(changed)
      if (parsed.ok) expect(await verifyCertificate(fakeVerifier, agentKey.publicKey, parsed.value)).toBe(false)
    }
  })

  test('random bytes never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => !parseCertificate(bytes).ok))
  })
})

describe('rule 1: the clientID of a sitting', () => {
  test('is a whole number of 53 bits that only (device, incarnation, dossier) decide', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        const id = clientIdOf(idOf(a), idOf(b), idOf(c))
        expect(Number.isSafeInteger(id) && id >= 0).toBe(true)
        expect(clientIdOf(idOf(a), idOf(b), idOf(c))).toBe(id)
        expect(clientIdOf(idOf(a), idOf(`${b}.`), idOf(c))).not.toBe(id)
      }),
    )
  })

  // Documents hold it for ever: another value would be another author.
  test('does not change from one version of the program to the next', () => {
    expect(clientIdOf('AAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBA', 'CCCCCCCCCCCCCCCCCCCCCA')).toBe(
      1540756478210712,
    )
  })
})
