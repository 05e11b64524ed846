// Keeping all photographs of a dossier on this device, for the hours without a link. It says how many have not come.
import { useState } from 'preact/hooks'
import { blobsOf } from '../../../shared/dossier/named-blobs.ts'
import type { Paper } from '../../../shared/dossier/paper.ts'
import { markOffline } from '../../models/papers-kept.ts'
import { Button } from '../../ui/button.tsx'
import './photos.css'
import { t } from './text.ts'
import { usePapersHere } from './use-papers-here.ts'

export interface OfflineMarkProps {
  readonly dossier: string
  readonly pages: readonly Paper[]
}

export function OfflineMark({ dossier, pages }: OfflineMarkProps) {
  const here = usePapersHere(dossier)
  const [busy, setBusy] = useState(false)
  if (here === null) return null
  const hashes = [...blobsOf({ acts: [], attachments: pages })]
  const isMarked = hashes.some((hash) => here.get(hash)?.state === 'pinned')
  const toCome = pages.filter(({ hash }) => !here.has(hash)).length
  const mark = async () => {
    setBusy(true)
    await markOffline(dossier, hashes, !isMarked).finally(() => setBusy(false))
  }
  return (
    <div class="photo-offline">
      <Button icon={isMarked ? 'check' : 'download'} pressed={isMarked} busy={busy} onClick={() => void mark()}>
        {t(isMarked ? 'offline.marked' : 'offline.mark')}
      </Button>
      <p role="status">{isMarked && toCome > 0 ? t('offline.missing', { count: toCome }) : ''}</p>
    </div>
  )
}
