// One page as a small picture with its number; where it is not here yet, a drawn sheet and a word. Pressed, it opens.
import type { Paper } from '../../../shared/dossier/paper.ts'
import { Icon } from '../../ui/icon.tsx'
import { usePhoto } from './photo-address.ts'
import { t } from './text.ts'
import './photos.css'

interface ThumbProps {
  readonly dossier: string
  readonly page: Paper
  readonly nth: number
  /** Name of the paper, for who hears the button. */
  readonly paper: string
  /** At the office it is fetched; at the counter it is here or nowhere. */
  readonly from: 'here' | 'thumb'
  readonly onOpen?: (() => void) | undefined
}

export function Thumb({ dossier, page, nth, paper, from, onOpen }: ThumbProps) {
  const state = usePhoto({ dossier, hash: page.thumb ?? page.hash, from })
  const inside = (
    <>
      {state.is === 'shown' ? (
        <img class="photo-thumb__picture" src={state.address} alt="" draggable={false} />
      ) : (
        <span class="photo-thumb__none">
          <Icon name={state.is === 'opening' ? 'sync' : state.is === 'offline' ? 'offline' : 'clock'} size={28} />
        </span>
      )}
      <span class="photo-thumb__nth">{nth}</span>
    </>
  )
  const label = t('page-of', { page: nth, paper })
  const word = state.is === 'to-come' ? <span class="photo-thumb__word">{t('to-come')}</span> : null
  return (
    <li class="photo-thumb">
      {onOpen === undefined ? (
        <span class="photo-thumb__sheet" role="img" aria-label={label}>
          {inside}
        </span>
      ) : (
        <button type="button" class="photo-thumb__sheet" aria-label={label} onClick={onOpen}>
          {inside}
        </button>
      )}
      {word}
    </li>
  )
}
