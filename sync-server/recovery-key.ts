// The organisation's recovery key (ADR 15): made once, printed as three parts of which two suffice, and never kept. With
// two parts, the data key of one device is sealed anew to the key which that device made for its request.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { combine, split } from 'shamir-secret-sharing'
import { nameOfKey, parseShare, writeShare, type ShareProblem } from '../shared/access/recovery-share.ts'
import { recoveryInfo, type RecoveryAnswer, type RecoveryRequest } from '../shared/access/recovery.ts'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { err, ok, type Result } from '../shared/text/result.ts'

export const partsMade = 3
export const partsNeeded = 2

export interface NewRecoveryKey {
  /** Raw P-256 point, base64url: all that a server keeps. */
  readonly publicKey: string
  /** To be printed, handed out, and forgotten here. */
  readonly parts: readonly string[]
}

const createSuite = () =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

export const makeRecoveryKey = async (): Promise<NewRecoveryKey> => {
  const { kem } = createSuite()
  const pair = await kem.generateKeyPair()
  const publicKey = new Uint8Array(await kem.serializePublicKey(pair.publicKey))
  const secret = new Uint8Array(await kem.serializePrivateKey(pair.privateKey))
  const parts = await split(secret, partsMade, partsNeeded)
  secret.fill(0)
  const key = nameOfKey(publicKey)
  return { publicKey: toBase64Url(publicKey), parts: parts.map((share) => writeShare({ key, share })) }
}

export type RecoveryProblem =
  | { readonly type: 'part'; readonly at: number; readonly problem: ShareProblem }
  /** Each part is well typed, but they are of another key than the one the device knows. */
  | { readonly type: 'other-key' }
  | { readonly type: 'same-part' }
  /** The request was changed, or the device's slot is damaged. */
  | { readonly type: 'does-not-open' }

/** `parts` as they were typed. */
export const answerRequest = async (
  request: RecoveryRequest,
  parts: readonly string[],
): Promise<Result<RecoveryAnswer, RecoveryProblem>> => {
  const shares: Uint8Array[] = []
  const wanted = toBase64Url(nameOfKey(bytesOf(request.recoveryKey)))
  for (const [at, text] of parts.entries()) {
    const share = parseShare(text)
    if (!share.ok) return err({ type: 'part', at: at + 1, problem: share.error })
    if (toBase64Url(share.value.key) !== wanted) return err({ type: 'other-key' })
    if (shares.some((one) => toBase64Url(one) === toBase64Url(share.value.share))) return err({ type: 'same-part' })
    shares.push(share.value.share)
  }
  const suite = createSuite()
  try {
    const secret = await combine(shares)
    const recipientKey = await suite.kem.deserializePrivateKey(buffer(secret))
    secret.fill(0)
    const sealed = bytesOf(request.sealed)
    const dataKey = await suite.open(
      { recipientKey, enc: buffer(sealed.slice(0, 65)), info: buffer(recoveryInfo('slot', request.device)) },
      buffer(sealed.slice(65)),
    )
    const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(bytesOf(request.replyTo)))
    const info = buffer(recoveryInfo('answer', request.device))
    const { enc, ct } = await suite.seal({ recipientPublicKey, info }, dataKey)
    const answer = Uint8Array.of(...new Uint8Array(enc), ...new Uint8Array(ct))
    return ok({ type: 'morchid-recovery-answer', v: 1, device: request.device, sealed: toBase64Url(answer) })
  } catch {
    return err({ type: 'does-not-open' })
  }
}

const bytesOf = (base64url: string): Uint8Array => fromBase64UrlEncoded(base64url)

/** The library wants bytes alone in their buffer. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
