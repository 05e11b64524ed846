import type { CipherSuite } from '@hpke/core'
import { expect, test } from 'vitest'
import { sealSuite } from './codec.ts'
import { createOfficeKeys } from './office-keys.ts'

const secretOf = (byte: number) =>
  crypto.subtle.importKey('raw', new Uint8Array(32).fill(byte), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url')).buffer

test('an office has the same keys after every start, and no other office has them', async () => {
  const first = createOfficeKeys(await secretOf(1))
  const again = createOfficeKeys(await secretOf(1))
  expect(await again.publicOf('general')).toBe(await first.publicOf('general'))
  expect(await again.privateOf('general')).toBe(await first.privateOf('general'))
  expect(await first.privateOf('roads')).not.toBe(await first.privateOf('general'))
  expect(await createOfficeKeys(await secretOf(2)).publicOf('general')).not.toBe(await first.publicOf('general'))
})

test('what is sealed to the public half opens with the private half alone', async () => {
  const keys = createOfficeKeys(await secretOf(1))
  const suite: CipherSuite = sealSuite()
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(await keys.publicOf('general')))
  const { enc, ct } = await suite.seal({ recipientPublicKey }, new TextEncoder().encode('oui').buffer)
  const recipientKey = await suite.kem.deserializePrivateKey(bytes(await keys.privateOf('general')))
  expect(new TextDecoder().decode(await suite.open({ recipientKey, enc }, ct))).toBe('oui')
})
