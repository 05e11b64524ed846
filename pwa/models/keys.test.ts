import { fromBase64UrlEncoded } from 'lib0/buffer'
import { expect, test } from 'vitest'
import { importSigningKey, newSigningKey, signWith } from '../storage/sitting.ts'
import { publicPointOf } from './keys.ts'

test('the point told to the server verifies what the sealed private key signs', async () => {
  const { pkcs8, publicKey } = await newSigningKey()
  const point = await publicPointOf(pkcs8)
  expect(new Uint8Array(fromBase64UrlEncoded(point))).toEqual(publicKey)

  const said = new TextEncoder().encode('certificate')
  const signature = await signWith(await importSigningKey(pkcs8))(said)
  const verifier = await crypto.subtle.importKey(
    'raw',
    new Uint8Array(publicKey),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  )
  const good = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifier, new Uint8Array(signature), said)
  expect(signature.length).toBe(64)
  expect(good).toBe(true)
})
