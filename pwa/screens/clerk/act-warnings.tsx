// What stands before a signature: that this copy lacks something or is old, and what the procedure forbids here and now.
import type { OpenDossier } from '../../models/dossiers.ts'
import { link } from '../../models/link.ts'
import { formatAge } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Payload } from './act-form.ts'
import type { Action } from './actions.ts'
import { ta } from './acts-text.ts'
import { LacksNotice } from './lacks-notice.tsx'
import { since, useNow } from './now.ts'
import { t } from './text.ts'

interface WarningsProps {
  readonly dossier: OpenDossier
  readonly action: Action
  /** Null while something is still to be filled in. */
  readonly payload: Payload | null
}

export function ActWarnings({ dossier, action, payload }: WarningsProps) {
  const now = useNow()
  const { online, state, lastSync } = link.value
  const isOffline = !online || state === 'offline'
  const forbidden = payload === null ? null : dossier.shutBy(action.kind, payload)
  return (
    <>
      {forbidden === null ? null : <Notice tone="error">{forbidden[lang.value]}</Notice>}
      <LacksNotice summary={dossier.summary.value} />
      {isOffline ? (
        <Notice tone={isOld(lastSync, now) ? 'warning' : 'info'}>
          {isOld(lastSync, now) ? (
            <>
              {lastSync === null
                ? t('copy-never')
                : ta('lacks.old', { age: formatAge(since(lastSync, now), lang.value) })}{' '}
            </>
          ) : null}
          {t('act-offline')}
        </Notice>
      ) : null}
    </>
  )
}

/** A working day without the others' work. */
const oldMs = 8 * 3_600_000

const isOld = (lastSync: string | null, now: number): boolean => lastSync === null || since(lastSync, now) > oldMs
