import { toBase64UrlEncoded } from 'lib0/buffer'
import { expect, test } from 'vitest'
import { createReplyKeys, openRecovered, sealForRecovery } from './recovery-seal.ts'

const device = 'BBBBBBBBBBBBBBBBBBBBBA'
const dataKey = new Uint8Array(32).fill(9)

test('what is sealed for a device opens with the key pair it was sealed to, whose private half cannot be exported', async () => {
  const pair = await createReplyKeys()
  await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow()
  const point = toBase64UrlEncoded(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  const slot = await sealForRecovery(point, device, dataKey)
  expect(slot).toHaveLength(151)
  // A slot is not an answer: the organisation has to open the one and write the other.
  expect(await openRecovered(pair, device, slot)).toBeNull()
})
