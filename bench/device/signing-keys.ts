// P-256 signing keys by WebCrypto, as the app makes them; here they are kept open, so that a test can look at them.
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

export interface SigningKey {
  /** PKCS #8. */
  readonly secret: Uint8Array
  /** Raw uncompressed point, 65 bytes. */
  readonly point: Uint8Array
}

export const newSigningKey = async (): Promise<SigningKey> => {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  return {
    secret: new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)),
    point: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
  }
}

/** 64 bytes r‖s. */
export const signerOf = async (secret: Uint8Array): Promise<(bytes: Uint8Array) => Promise<Uint8Array>> => {
  const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(secret), curve, false, ['sign'])
  const how = { name: 'ECDSA', hash: 'SHA-256' } as const
  return async (bytes) => new Uint8Array(await crypto.subtle.sign(how, key, new Uint8Array(bytes)))
}
