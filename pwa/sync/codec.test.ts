import { inflateRawSync } from 'node:zlib'
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { dictionary } from '../../shared/sync/dictionary.ts'
import { createCodec } from './codec.ts'

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
const info = new TextEncoder().encode('morchid packet 1')

const raw = (maxLength: number) => fc.uint8Array({ maxLength })

const recipient = async () => {
  const pair = await suite.kem.generateKeyPair()
  const raw = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))
  const open = async (sealed: Uint8Array, aad: Uint8Array, protocol: 1 | 2 = 2) => {
    const plain = await suite.open({ recipientKey: pair, enc: sealed.slice(0, 65), info }, sealed.slice(65), aad)
    return new Uint8Array(inflateRawSync(new Uint8Array(plain), protocol === 1 ? {} : { dictionary }))
  }
  return { codec: createCodec(toBase64UrlEncoded(raw)), open }
}

describe('a packet body on its way to the server', () => {
  test('comes out at the server as it went in, in either protocol', async () => {
    const { codec, open } = await recipient()
    await fc.assert(
      fc.asyncProperty(raw(5000), raw(200), fc.constantFrom(1, 2), async (body, aad, protocol) => {
        expect(await open(await codec.seal(body, aad, protocol), aad, protocol)).toEqual(new Uint8Array(body))
      }),
      { numRuns: 30 },
    )
  })

  test('does not open under another header', async () => {
    const { codec, open } = await recipient()
    const sealed = await codec.seal(new Uint8Array([1, 2, 3]), new Uint8Array([7]), 2)
    await expect(open(sealed, new Uint8Array([8]))).rejects.toThrow()
  })

  test('does not open once a byte of it was changed', async () => {
    const { codec, open } = await recipient()
    const aad = new Uint8Array([7])
    const sealed = await codec.seal(new Uint8Array(200).fill(5), aad, 2)
    for (const at of [65, sealed.length - 1]) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      await expect(open(changed, aad)).rejects.toThrow()
    }
  })

  test('is compressed before it is sealed', async () => {
    const { codec } = await recipient()
    expect((await codec.seal(new Uint8Array(20_000), new Uint8Array(), 2)).length).toBeLessThan(300)
  })
})
