// One dossier opened for as long as its screen is on; closed with it, so that nothing of it stays in memory.
import { useEffect, useState } from 'preact/hooks'
import { openDossier } from '../../models/dossiers.ts'
import type { OpenDossier } from '../../models/dossiers.ts'

export type Opening =
  | { readonly state: 'opening' | 'absent' | 'failed' }
  | { readonly state: 'open'; readonly dossier: OpenDossier }

export const useDossier = (id: string): Opening => {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  useEffect(() => {
    let gone = false
    let mine: OpenDossier | null = null
    const show = (found: OpenDossier | null) => {
      if (gone) return found?.close()
      mine = found
      setOpening(found === null ? { state: 'absent' } : { state: 'open', dossier: found })
    }
    openDossier(id).then(show, (cause: unknown) => {
      // Told on screen, and thrown for whoever collects errors.
      if (!gone) setOpening({ state: 'failed' })
      throw cause
    })
    return () => {
      gone = true
      mine?.close()
    }
  }, [id])
  return opening
}
