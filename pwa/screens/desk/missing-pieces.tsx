// Papers the office asked for: the mediator looks at the original and says so. A photo of it is another day's work
// (issue 7); "seen" is all this records.
import { useState } from 'preact/hooks'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { pieceNames } from './history.ts'
import { pictureOr } from './pictures.ts'
import { t } from './text.ts'

export const MissingPieces = ({ dossier }: { dossier: OpenDossier }) => {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<L10n | null>(null)
  const may = dossier.mayAct.value.includes('piece-supplied')
  // The button stays in sight, with what to do about it.
  const isOver = !may && dossier.mandate.value.state === 'over'

  const supply = async (piece: string) => {
    if (busy !== null) return
    setBusy(piece)
    setProblem(null)
    const written = await dossier.write('piece-supplied', { pieces: [piece], capture: 'seen' })
    setBusy(null)
    if (!written.ok) setProblem(written.error.detail)
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
          </li>
        ))}
      </ul>
      <p class="desk-quiet">{t(may ? 'dossier.piece-hint' : isOver ? 'dossier.piece-over' : 'dossier.piece-office')}</p>
      {problem !== null && <Notice tone="error">{problem[lang.value]}</Notice>}
    </section>
  )
}
