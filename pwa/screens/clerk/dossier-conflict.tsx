// Two decisions taken apart, side by side: who, where, when, and what each had not seen. Neither is ever hidden.
import type { Act } from '../../../shared/dossier/act.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { actInWords } from './acts-in-words.ts'
import { rivals } from './decisions.ts'
import { ActLine } from './dossier-history.tsx'
import { unitName } from './names.ts'
import { t } from './text.ts'

interface ConflictProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  /** Null when this person may not settle it. */
  readonly onKeep: ((act: Act) => void) | null
}

export function DossierConflict({ dossier, status, onKeep }: ConflictProps) {
  return (
    <section class="clerk-section" aria-label={t('suspended-title')}>
      <Notice tone="warning" title={t('suspended-title')}>
        {t('suspended-text')}
        {onKeep === null ? ` ${t('suspended-wait')}` : null}
      </Notice>
      <div class="clerk-rivals">
        {rivals(status.suspended, status.history).map(({ act, unseen }) => (
          <div key={act.id} class="clerk-rival">
            <div class="clerk-act">
              <ActLine act={act} dossier={dossier} />
            </div>
            {unseen.length === 0 ? (
              <p class="clerk-quiet">{t('suspended-saw-all')}</p>
            ) : (
              <>
                <p>{t('suspended-unseen')}</p>
                <ul>
                  {unseen.map((one) => {
                    const line = actInWords(one, { pack: dossier.pack, lang: lang.value, unitName })
                    return (
                      <li key={one.id}>
                        {t(line.message, line.params)} {line.said === null ? null : <q dir="auto">{line.said}</q>}
                      </li>
                    )
                  })}
                </ul>
              </>
            )}
            {onKeep === null ? null : (
              <Button icon="settle" onClick={() => onKeep(act)}>
                {t('suspended-keep')}
              </Button>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
