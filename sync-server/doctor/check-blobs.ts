// Photographs and sounds: that the place where they are kept answers, and has those that it should. Of very many only a part
// is asked for, spread over all of them.
import { allKept } from '../store/blobs.ts'
import type { StoreExamined } from './store-examined.ts'
import { bad, good, why, type Finding } from './finding.ts'

const about = 'Photos et sons'
/** Each is one request when they are in S3. */
const MOST = 2000

export const checkBlobs = async ({ db, store, isDeep }: StoreExamined): Promise<readonly Finding[]> => {
  const kept = await allKept(db)
  const step = isDeep ? 1 : Math.max(1, Math.ceil(kept.length / MOST))
  const asked = kept.filter((_, at) => at % step === 0)
  const missing: string[] = []
  try {
    // Asked also when there is none: a bucket that does not answer is to be known before it is needed.
    await store.find('A'.repeat(43))
    for (const { hash, size } of asked) if ((await store.find(hash))?.size !== size) missing.push(hash)
  } catch (cause) {
    return [
      bad(about, `leur place ne répond pas (${why(cause)})`, 'Vérifiez le dossier « blobs », ou S3_* et le réseau'),
    ]
  }
  if (missing.length > 0)
    return [
      bad(
        about,
        `${missing.length} manquent sur ${asked.length}, par exemple ${missing[0] ?? ''}`,
        'Reprenez-les du dossier « papiers » des sauvegardes ; une nouvelle sauvegarde les redemande aussi aux appareils',
      ),
    ]
  const part =
    asked.length === kept.length ? `${kept.length} gardés` : `${kept.length} gardés, ${asked.length} regardés`
  return [good(about, `${part}, tous là`)]
}
