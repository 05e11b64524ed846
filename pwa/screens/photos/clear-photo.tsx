// A paper in the read-back: its pages large, before the person says whether they are clear.
import type { Paper } from '../../../shared/dossier/paper.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { usePhoto } from './photo-address.ts'
import './photos.css'
import { t } from './text.ts'

export interface ClearProps {
  readonly dossier: string
  readonly paper: string
  readonly pages: readonly Paper[]
}

export const ClearPhoto = ({ dossier, paper, pages }: ClearProps) => (
  <div class="photo-clear">
    <ul class="photo-clear__pages">
      {pages.map((page, at) => (
        <li key={page.hash}>
          <LargePage dossier={dossier} page={page} label={t('page-of', { page: at + 1, paper })} />
        </li>
      ))}
    </ul>
    <p class="read-back__answer">{t('clear')}</p>
  </div>
)

const LargePage = ({ dossier, page, label }: { dossier: string; page: Paper; label: string }) => {
  const state = usePhoto({ dossier, hash: page.hash, from: 'here' })
  if (state.is === 'opening') return <Spinner label={t('opening')} />
  if (state.is === 'shown') return <img src={state.address} alt={label} draggable={false} />
  return <Notice tone="warning" title={t('state.absent')} />
}
