// Is this paper ours? Answered from the directory each device keeps, without a network. A signature that does not hold
// is a forgery; a signer we do not know is only that: we can't tell, and say so.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { Directory, PaperKey } from '../access/directory.ts'
import { sameBytes } from '../sync/bytes.ts'
import type { Verifier } from '../sync/ports.ts'
import { kidOf } from './sign1.ts'
import type { Sign1 } from './sign1.ts'

export type SealCheck =
  | { readonly type: 'genuine'; readonly signer: PaperKey }
  /** Signed by a key that is no longer trusted: by itself the date on the paper does not say whether it is older. */
  | { readonly type: 'withdrawn'; readonly signer: PaperKey; readonly since: string }
  | { readonly type: 'forged' }
  /** Nobody in the directory of this device: newly enrolled, enrolled again, or nobody at all. */
  | { readonly type: 'unknown-signer' }
  | { readonly type: 'other-commune'; readonly code: string }

export const checkSeal = async (
  { claims, kid, signature, signed }: Sign1 & { readonly claims: { readonly commune: string } },
  { commune, keys = [] }: Pick<Directory, 'commune' | 'keys'>,
  verifier: Verifier,
): Promise<SealCheck> => {
  if (claims.commune !== commune.code) return { type: 'other-commune', code: claims.commune }
  const named = keys
    .map((signer) => ({ signer, publicKey: fromBase64UrlEncoded(signer.publicKey) }))
    .filter(({ publicKey }) => sameBytes(kidOf(publicKey), kid))
  if (named.length === 0) return { type: 'unknown-signer' }
  for (const { signer, publicKey } of named) {
    if (!(await verifier.verify(publicKey, signature, signed))) continue
    const { withdrawnAt } = signer
    return withdrawnAt === undefined ? { type: 'genuine', signer } : { type: 'withdrawn', signer, since: withdrawnAt }
  }
  return { type: 'forged' }
}
