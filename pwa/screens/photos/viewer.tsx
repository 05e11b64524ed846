// One paper, page by page, large: nearer and further, turned, by keys as well as by buttons. Fetched when it is opened, with
// how far it is. It keeps nothing; whoever opened it says what else can be done with the page.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import { fetching } from '../../models/papers-kept.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Progress, Spinner } from '../../ui/progress.tsx'
import { usePhoto } from './photo-address.ts'
import type { PhotoState } from './photo-address.ts'
import { t } from './text.ts'
import { firstLook, nearer, turned } from './look.ts'
import type { Look } from './look.ts'

interface ViewerProps {
  readonly dossier: string
  readonly paper: string
  readonly pages: readonly Paper[]
  /** Hash of the page that is open. */
  readonly open: string
  readonly from: 'here' | 'anywhere'
  readonly onPage: (hash: string) => void
  readonly onClose: () => void
  readonly actions?: ((page: Paper, bytes: Uint8Array | null) => ComponentChildren) | undefined
}

export function Viewer({ dossier, paper, pages, open, from, onPage, onClose, actions }: ViewerProps) {
  const at = Math.max(
    0,
    pages.findIndex(({ hash }) => hash === open),
  )
  const page = pages[at]
  const [look, setLook] = useState<Look>(firstLook)
  const step = (by: number) => {
    const next = pages[at + by]
    if (next) onPage(next.hash)
  }
  useEffect(() => setLook(firstLook), [open])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const done = keys[event.key]
      if (done === undefined) return
      event.preventDefault()
      if (typeof done === 'number') step(done)
      else setLook(done)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  if (page === undefined) return null
  return (
    <Dialog open title={t('page-of', { page: at + 1, paper })} onClose={onClose} closeLabel={t('close')}>
      <Sheet
        key={page.hash}
        dossier={dossier}
        page={page}
        from={from}
        look={look}
        label={t('page-of', { page: at + 1, paper })}
      >
        {(bytes) => (
          <>
            <div class="photo-viewer__keys">
              <Button icon="add" onClick={() => setLook(nearer(1))}>
                {t('nearer')} <Tip name="+" />
              </Button>
              <Button icon="search" onClick={() => setLook(nearer(-1))}>
                {t('further')} <Tip name="−" />
              </Button>
              <Button icon="refresh" shortcut="R" onClick={() => setLook(turned)}>
                {t('turn')}
              </Button>
              {pages.length > 1 ? (
                <>
                  <Button disabled={at === 0} onClick={() => step(-1)}>
                    {t('page-before')}
                  </Button>
                  <Button disabled={at === pages.length - 1} onClick={() => step(1)}>
                    {t('page-after')}
                  </Button>
                </>
              ) : null}
            </div>
            {actions?.(page, bytes)}
          </>
        )}
      </Sheet>
    </Dialog>
  )
}

interface SheetProps {
  readonly dossier: string
  readonly page: Paper
  readonly from: 'here' | 'anywhere'
  readonly look: Look
  readonly label: string
  readonly children: (bytes: Uint8Array | null) => ComponentChildren
}

function Sheet({ dossier, page, from, look, label, children }: SheetProps) {
  const state = usePhoto({ dossier, hash: page.hash, from })
  return (
    <>
      <div class="photo-sheet" tabIndex={0} role="group" aria-label={label}>
        {state.is === 'shown' ? (
          <span class="photo-sheet__room" data-turn={look.turn} style={{ '--zoom': look.zoom }}>
            <img src={state.address} alt={label} draggable={false} />
          </span>
        ) : (
          <NotShown dossier={dossier} page={page} state={state} />
        )}
      </div>
      {children(state.is === 'shown' ? state.bytes : null)}
    </>
  )
}

function NotShown({ dossier, page, state }: { dossier: string; page: Paper; state: PhotoState }) {
  if (state.is === 'opening' || state.is === 'shown') {
    const way = fetching.value.get(`${dossier}/${page.hash}`)
    return way === undefined || way.of === null ? (
      <Spinner label={t('opening')} />
    ) : (
      <Progress value={Math.min(1, way.got / Math.max(1, way.of))} label={t('opening')} />
    )
  }
  return (
    <Notice tone={state.is === 'damaged' ? 'error' : 'info'} title={t(`state.${state.is}`)}>
      {t(`next.${state.is}`)}
    </Notice>
  )
}

/** For eyes only: a plus sign is no shortcut that a button can have. */
const Tip = ({ name }: { readonly name: string }) => (
  <kbd class="key" aria-hidden="true" dir="ltr">
    {name}
  </kbd>
)

const keys: Readonly<Record<string, ((look: Look) => Look) | number>> = {
  '+': nearer(1),
  '=': nearer(1),
  '-': nearer(-1),
  '−': nearer(-1),
  PageDown: 1,
  PageUp: -1,
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
