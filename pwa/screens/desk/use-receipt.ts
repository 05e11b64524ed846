// The receipt of a dossier with its seal, for the screens that print it. `undefined` while it is read; null when this
// device did not make it.
import { useEffect, useState } from 'preact/hooks'
import type { PaperReceipt } from '../../models/receipt-desk.ts'
import { notePrinted, paperOf } from '../../models/receipt-desk.ts'

export const useReceipt = (dossier: string) => {
  const [paper, setPaper] = useState<PaperReceipt | null | undefined>(undefined)
  useEffect(() => {
    let left = false
    setPaper(undefined)
    void paperOf(dossier).then((found) => left || setPaper(found))
    return () => {
      left = true
    }
  }, [dossier])

  const came = async () => {
    const printed = await notePrinted(dossier)
    setPaper((now) => now && { ...now, printed })
  }
  // Also for who prints by the browser's own keys: the next sheet is a copy, whichever way it comes out.
  useEffect(() => {
    if (!paper) return
    const after = () => void came()
    addEventListener('afterprint', after)
    return () => removeEventListener('afterprint', after)
  }, [dossier, paper === undefined, paper === null])

  return { paper, came }
}
