// The public half of a signing key, as the server is told it: a raw uncompressed P-256 point in base64url.
import { toBase64UrlEncoded } from 'lib0/buffer'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** From a public key, or from a private one in PKCS #8: the point is derived, never stored beside it. */
export const publicPointOf = async (key: CryptoKey | Uint8Array): Promise<string> => {
  const publicKey = key instanceof Uint8Array ? await publicHalf(key) : key
  return toBase64UrlEncoded(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)))
}

const publicHalf = async (pkcs8: Uint8Array): Promise<CryptoKey> => {
  const secret = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), curve, true, ['sign'])
  const { d: _, key_ops: __, ...point } = await crypto.subtle.exportKey('jwk', secret)
  return crypto.subtle.importKey('jwk', point, curve, true, ['verify'])
}
