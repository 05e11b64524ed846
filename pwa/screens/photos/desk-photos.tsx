// The photographs of one paper at the counter: what is kept of it, one more page, the same page again, none. Everything it
// shows is on the disk already.
import { useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import { mayKeepPapers } from '../../models/papers-kept.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Thumb } from './thumb.tsx'
import { t } from './text.ts'
import './photos.css'
import { Viewer } from './viewer.tsx'

export interface DeskPhotosProps {
  readonly dossier: string
  /** In the language of the screen. */
  readonly paper: string
  readonly pages: readonly Paper[]
  /** The original was seen; undefined when nobody said. */
  readonly seen: boolean | undefined
  /** A page more, or this one again. */
  readonly onTake: (instead: Paper | null) => void
  readonly onRemove: (hash: string) => void
}

export function DeskPhotos({ dossier, paper, pages, seen, onTake, onRemove }: DeskPhotosProps) {
  const [open, setOpen] = useState<string | null>(null)
  const proof =
    pages.length > 0
      ? t(seen === true ? 'proof.photo-seen' : 'proof.photo', { pages: pages.length })
      : seen === true
        ? t('proof.seen')
        : null
  return (
    <div class="photo-strip">
      {proof === null ? null : (
        <span class="photo-proof">
          <Icon name={pages.length > 0 ? 'camera' : 'eye'} size={20} /> {proof}
        </span>
      )}
      {pages.length === 0 ? null : (
        <ul class="photo-strip">
          {pages.map((page, at) => (
            <Thumb
              key={page.hash}
              dossier={dossier}
              page={page}
              nth={at + 1}
              paper={paper}
              from="here"
              onOpen={() => setOpen(page.hash)}
            />
          ))}
        </ul>
      )}
      <Button icon="camera" disabled={!mayKeepPapers()} onClick={() => onTake(null)}>
        {t(pages.length === 0 ? 'take' : 'take-more')}
      </Button>
      {mayKeepPapers() ? null : <small>{t('no-room')}</small>}
      {open === null ? null : (
        <Viewer
          dossier={dossier}
          paper={paper}
          pages={pages}
          open={open}
          from="here"
          onPage={setOpen}
          onClose={() => setOpen(null)}
          actions={(page) => (
            <div class="photo-viewer__do">
              <Button kind="primary" icon="check" onClick={() => setOpen(null)}>
                {t('readable')}
              </Button>
              <Button icon="camera" onClick={() => onTake(page)}>
                {t('again')}
              </Button>
              <Button
                kind="danger"
                icon="trash"
                onClick={() => {
                  setOpen(null)
                  onRemove(page.hash)
                }}
              >
                {t('remove')}
              </Button>
            </div>
          )}
        />
      )}
    </div>
  )
}
