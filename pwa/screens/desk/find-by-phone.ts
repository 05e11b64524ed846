// A telephone number is an answer, so it is sealed inside each dossier and in no list: they are opened one by one,
// newest first, and closed again. Slow and honest; says how far it is.
import { phoneDigits } from '../../../shared/text/phone.ts'
import { openDossier } from '../../models/dossiers.ts'
import type { Summary } from '../../models/summary.ts'

/** `digits` are the national nine. `onProgress` gets null when it is over; nothing is called after an abort. */
export const findByPhone = async (
  list: readonly Summary[],
  digits: string,
  signal: AbortSignal,
  onProgress: (found: readonly Summary[], progress: number | null) => void,
): Promise<void> => {
  const found: Summary[] = []
  for (const [index, summary] of list.entries()) {
    if (signal.aborted) return
    if (index % 10 === 0) onProgress([...found], index / list.length)
    const dossier = await openDossier(summary.id)
    if (dossier === null) continue
    const isTheirs = Object.values(dossier.answers.value).some(
      (value) => typeof value === 'string' && phoneDigits(value) === digits,
    )
    dossier.close()
    if (isTheirs) found.push(summary)
  }
  if (!signal.aborted) onProgress(found, null)
}
