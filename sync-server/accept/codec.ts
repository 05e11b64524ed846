// Opens what a device sealed: HPKE (RFC 9180) with the packet's header as associated data, then inflate with a hard limit
// on what may come out, with the dictionary from protocol 2 on. Wire: encapsulated key (65 bytes) ‖ ciphertext. Throws on anything else.
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { dictionary } from '../../shared/sync/dictionary.ts'
import type { ServerCodec } from '../../shared/sync/server-ports.ts'
import type { ServerKeys } from './keys.ts'

const ENCAPSULATED = 65
/** RFC 9180's `info`: binds a seal to this use of the key. Clients say the same words. */
export const sealInfo = 'morchid packet 1'

export const sealSuite = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

const inflate = promisify<Uint8Array, { maxOutputLength: number; dictionary?: Uint8Array }, Buffer>(inflateRaw)

export const createServerCodec = (keys: Pick<ServerKeys, 'sealing'>): ServerCodec => {
  const suite = sealSuite()
  const info = new TextEncoder().encode(sealInfo)
  return {
    open: async (sealed, aad, limit, protocol) => {
      if (sealed.length <= ENCAPSULATED) throw new RangeError('too short to be sealed')
      const packed = await suite.open(
        { recipientKey: keys.sealing, enc: sealed.slice(0, ENCAPSULATED), info },
        sealed.slice(ENCAPSULATED),
        aad,
      )
      const known = protocol === 1 ? {} : { dictionary }
      const body = await inflate(new Uint8Array(packed), { maxOutputLength: limit, ...known })
      return new Uint8Array(body)
    },
  }
}
