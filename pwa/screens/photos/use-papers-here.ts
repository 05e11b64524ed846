// Which photographs of a dossier lie on this device, read again whenever one came or went.
import { useEffect, useState } from 'preact/hooks'
import { papersChanged, papersOf } from '../../models/papers-kept.ts'
import type { PaperOnDevice } from '../../models/papers-kept.ts'

/** Null until it was read. */
export const usePapersHere = (dossier: string): ReadonlyMap<string, PaperOnDevice> | null => {
  const [here, setHere] = useState<ReadonlyMap<string, PaperOnDevice> | null>(null)
  const news = papersChanged.value
  useEffect(() => {
    let gone = false
    void papersOf(dossier).then((found) => void (gone || setHere(new Map(found.map((one) => [one.hash, one])))))
    return () => {
      gone = true
    }
  }, [dossier, news])
  return here
}
