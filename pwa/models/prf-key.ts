// Asks the person's own security key, or the platform's fingerprint reader, for the 32 bytes it computes (WebAuthn PRF).
// Works without a network: nothing is sent anywhere, and the key's own counter and attestation are not looked at.
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A lock waits for the answer. */
const patienceMs = 60_000

export interface MadeKey {
  readonly credential: Uint8Array<ArrayBuffer>
  readonly salt: Uint8Array<ArrayBuffer>
  readonly computed: Uint8Array<ArrayBuffer>
}

/** Only where the browser says so: elsewhere the button is not there. */
export const hasPrf = async (): Promise<boolean> => {
  if (!('PublicKeyCredential' in globalThis)) return false
  const told = await PublicKeyCredential.getClientCapabilities?.().catch(() => null)
  return told?.['extension:prf'] === true
}

/** Null when the person said no, took too long, or their key cannot compute. */
export const makeKey = async (name: string): Promise<MadeKey | null> => {
  const salt = random(32)
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        timeout: patienceMs,
        rp: { name: 'Morchid' },
        // The id tells nothing: the same person has another one on each device.
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    if (!(made instanceof PublicKeyCredential)) return null
    const { prf } = made.getClientExtensionResults()
    if (prf?.enabled !== true && prf?.results === undefined) return null
    const credential = new Uint8Array(made.rawId)
    // Many keys compute only when asked, not when made.
    const computed = prf.results === undefined ? await compute(credential, salt) : bytesOf(prf.results.first)
    return computed && { credential, salt, computed }
  } catch (cause) {
    return refused(cause)
  }
}

/** Null when the person said no, or the key is not here. */
export const compute = async (
  credential: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    const got = await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        timeout: patienceMs,
        allowCredentials: [{ type: 'public-key', id: credential }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    const result = got instanceof PublicKeyCredential ? got.getClientExtensionResults().prf?.results?.first : undefined
    return result === undefined ? null : bytesOf(result)
  } catch (cause) {
    return refused(cause)
  }
}

const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source)

/** What a person or a platform may answer; anything else is our mistake. */
const refused = (cause: unknown): null => {
  if (cause instanceof DOMException) return null
  throw cause
}
