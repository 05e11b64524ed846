// Two acts that cannot both stand, side by side: what has already left the room first, then who, where, when, and what
// each had seen and not seen. Neither is ever hidden; a person keeps one, or decides anew, with a reason.
import type { Act } from '../../../shared/dossier/act.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Notice } from '../../ui/notice.tsx'
import { anew } from './act-form.ts'
import { ActLine, ActSentence } from './act-line.tsx'
import { timesOf } from './act-times.ts'
import { ta } from './acts-text.ts'
import { contestedOf, rivals, somethingLeft } from './rivals.ts'
import type { Rival } from './rivals.ts'
import { t } from './text.ts'

interface ConflictProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  /** What to keep: an act, or none of them. Null when this person may not settle it. */
  readonly onSettle: ((keep: string) => void) | null
}

export function DossierConflict({ dossier, status, onSettle }: ConflictProps) {
  const isHandOver = status.suspended.length === 0
  const contested = contestedOf(status)
  const all = rivals(contested, status.history)
  const times = timesOf(status.history)
  const title = isHandOver ? ta('conflict.twice-title') : t('suspended-title')
  return (
    <section class="clerk-section clerk-conflict" aria-label={title}>
      <Notice tone="warning" title={title}>
        {isHandOver ? ta('conflict.twice-text') : t('suspended-text')}
        {onSettle === null ? ` ${t('suspended-wait')}` : null}
      </Notice>
      {somethingLeft(all) ? (
        <p class="clerk-alert">
          <Icon name="warning" size={22} /> {ta('conflict.left-room')}
        </p>
      ) : (
        <p class="clerk-quiet">{ta('conflict.nothing-left')}</p>
      )}
      {isHandOver ? null : <p class="clerk-quiet">{ta('conflict.page-says')}</p>}
      <div class="clerk-rivals">
        {all.map((rival) => (
          <div key={rival.act.id} class="clerk-rival">
            <Left rival={rival} dossier={dossier} />
            <div class="clerk-act">
              <ActLine act={rival.act} dossier={dossier} time={times.get(rival.act.id)} />
            </div>
            <Seen title={ta('conflict.alone-saw')} acts={rival.aloneSaw} dossier={dossier} />
            {rival.unseen.length === 0 ? (
              <p class="clerk-quiet">{t('suspended-saw-all')}</p>
            ) : (
              <Seen title={t('suspended-unseen')} acts={rival.unseen} dossier={dossier} />
            )}
            {onSettle === null ? null : (
              <Button icon="settle" onClick={() => onSettle(rival.act.id)}>
                {isHandOver ? ta('conflict.keep-hand-over') : t('suspended-keep')}
              </Button>
            )}
          </div>
        ))}
      </div>
      {onSettle === null || isHandOver ? null : (
        <p>
          <Button icon="edit" onClick={() => onSettle(anew)}>
            {ta('settle.anew')}
          </Button>
        </p>
      )}
    </section>
  )
}

const leftIcons: Partial<Record<Act['kind'], IconName>> = { issued: 'print', told: 'send' }

function Left({ rival, dossier }: { readonly rival: Rival; readonly dossier: OpenDossier }) {
  if (rival.left.length === 0) return null
  return (
    <ul class="clerk-left">
      {rival.left.map((act) => (
        <li key={act.id}>
          <Icon name={leftIcons[act.kind] ?? 'hand'} size={20} /> <ActSentence act={act} dossier={dossier} />
        </li>
      ))}
    </ul>
  )
}

interface SeenProps {
  readonly title: string
  readonly acts: readonly Act[]
  readonly dossier: OpenDossier
}

function Seen({ title, acts, dossier }: SeenProps) {
  if (acts.length === 0) return null
  return (
    <>
      <p>{title}</p>
      <ul>
        {acts.map((act) => (
          <li key={act.id}>
            <ActSentence act={act} dossier={dossier} />
          </li>
        ))}
      </ul>
    </>
  )
}
