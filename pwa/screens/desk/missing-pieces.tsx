// Papers the office asked for: the mediator looks at the original and says so, with or without photographs of it.
import { useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { DeskPhotosDoor } from '../photos/photos-door.tsx'
import { pieceNames } from './history.ts'
import { pictureOr } from './pictures.ts'
import { t } from './text.ts'

interface MissingProps {
  dossier: OpenDossier
  /** Opens the camera's screen for this paper. */
  onTake: (taking: { readonly item: EvidenceItem; readonly instead: Paper | null }) => void
}

export const MissingPieces = ({ dossier, onTake }: MissingProps) => {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<L10n | null>(null)
  const may = dossier.mayAct.value.includes('piece-supplied')
  // The button stays in sight, with what to do about it.
  const isOver = !may && dossier.mandate.value.state === 'over'

  const supply = async (piece: string) => {
    if (busy !== null) return
    setBusy(piece)
    setProblem(null)
    const written = await (dossier.supplied?.supply(piece) ??
      dossier.write('piece-supplied', { pieces: [piece], capture: 'seen' }))
    setBusy(null)
    if (!written.ok) setProblem(written.error.detail)
  }

  const photosOf = (piece: string) => {
    const item = dossier.pack?.service.hasInputType.find(({ id }) => id === piece)
    const { supplied } = dossier
    if (supplied === null || !item?.captures.some((how) => how !== 'seen')) return null
    return (
      <DeskPhotosDoor
        dossier={dossier.id}
        paper={item.name[lang.value]}
        pages={supplied.pages.value.filter((page) => page.piece === piece)}
        seen={undefined}
        onTake={(instead) => onTake({ item, instead })}
        onRemove={(hash) => void supplied.remove(hash)}
      />
    )
  }

  return (
    <section aria-labelledby="missing">
      <h2 id="missing">{t('dossier.missing')}</h2>
      <ul class="desk-papers desk-papers--asked">
        {dossier.summary.value.missing.map((piece) => (
          <li key={piece}>
            <Pictogram
              name={pictureOr(
                dossier.pack?.service.hasInputType.find((item) => item.id === piece)?.pictogram,
                'missing',
              )}
              size={56}
            />
            <strong>{pieceNames([piece], dossier.pack, lang.value)}</strong>
            {(may || isOver) && (
              <Button
                kind="primary"
                icon="check"
                disabled={isOver}
                busy={busy === piece}
                onClick={() => void supply(piece)}
              >
                {t('dossier.piece-brought')}
              </Button>
            )}
            {may && photosOf(piece)}
          </li>
        ))}
      </ul>
      <p class="desk-quiet">{t(may ? 'dossier.piece-hint' : isOver ? 'dossier.piece-over' : 'dossier.piece-office')}</p>
      {problem !== null && <Notice tone="error">{problem[lang.value]}</Notice>}
    </section>
  )
}
