// One dossier held open while its screen is on.
import { useEffect, useState } from 'preact/hooks'
import { openDossier } from '../../models/dossiers.ts'
import type { OpenDossier } from '../../models/dossiers.ts'

/** Undefined while it opens, null when this device does not have it. */
export const useDossier = (id: string): OpenDossier | null | undefined => {
  const [dossier, setDossier] = useState<OpenDossier | null | undefined>(undefined)
  useEffect(() => {
    let left = false
    let opened: OpenDossier | null = null
    setDossier(undefined)
    const open = async () => {
      const found = await openDossier(id)
      if (left) return found?.close()
      opened = found
      setDossier(found)
    }
    void open()
    return () => {
      left = true
      opened?.close()
    }
  }, [id])
  return dossier?.id === id || dossier === null ? dossier : undefined
}
