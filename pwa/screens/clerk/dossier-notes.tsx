// What colleagues write to each other about this dossier. Each note is an act: nobody can change one, and it is on the
// others' screens with the next exchange, which the live board asks for at once.
import { useSignal } from '@preact/signals'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/button.tsx'
import { ta } from './acts-text.ts'
import { agentName, comma, unitName } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

interface NotesProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  /** Null when this person may not write one. */
  readonly onNote: (() => void) | null
}

const shownAtFirst = 5

export function DossierNotes({ dossier, status, onNote }: NotesProps) {
  const isWhole = useSignal(false)
  const notes = status.history.filter((act) => act.kind === 'noted').reverse()
  if (notes.length === 0) return null
  const shown = isWhole.value ? notes : notes.slice(0, shownAtFirst)
  return (
    <Section id="clerk-notes" title={ta('notes.title')} urgent>
      <ul class="clerk-list" aria-live="polite">
        {shown.map((act) => (
          <li key={act.id}>
            <p class="clerk-act__said" dir="auto">
              {payloadOf(act, 'noted')?.text}
            </p>
            <p class="clerk-quiet">
              <bdi>{agentName(act.by.agent)}</bdi>
              {comma()}
              <bdi>{unitName(act.by.unit)}</bdi>
              {' · '}
              {formatDateTime(act.at, lang.value)}{' '}
              {dossier.unreceived.value?.has(act.id) ? (
                <>
                  · <Icon name="device" size={18} /> {t('row-kept')}
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {notes.length > shown.length ? (
        <Button kind="quiet" icon="more" onClick={() => (isWhole.value = true)}>
          {ta('notes.all', { n: notes.length })}
        </Button>
      ) : null}
      {onNote === null ? null : (
        <Button kind="quiet" icon="note" onClick={onNote}>
          {t('do-noted')}
        </Button>
      )}
    </Section>
  )
}
