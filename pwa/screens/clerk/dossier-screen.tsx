// One dossier on one screen: whose, where it stands, what can be done, then everything it holds.
import { useComputed, useSignal } from '@preact/signals'
import type { OpenDossier } from '../../models/dossiers.ts'
import { link } from '../../models/link.ts'
import { me } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { actionsNow } from './actions.ts'
import type { Action } from './actions.ts'
import { ActDialog } from './act-dialog.tsx'
import { ActionBar } from './action-bar.tsx'
import { DossierAnswers } from './dossier-answers.tsx'
import { DossierConflict } from './dossier-conflict.tsx'
import { DossierHead } from './dossier-head.tsx'
import { DossierHeld } from './dossier-held.tsx'
import { DossierHistory } from './dossier-history.tsx'
import { DossierMandate } from './dossier-mandate.tsx'
import { DossierPapers } from './dossier-papers.tsx'
import { t } from './text.ts'
import { useDossier, useStatus } from './use-dossier.ts'

interface ScreenProps {
  readonly id: string
  readonly onBack: () => void
  readonly onKeys: () => void
}

export function DossierScreen({ id, onBack, onKeys }: ScreenProps) {
  const opening = useDossier(id)
  const page = { wide: true, back: onBack, backLabel: t('back-to-queue') }
  switch (opening.state) {
    case 'opening':
      return (
        <Page {...page} title={t('dossier-title')}>
          <Spinner label={t('dossier-loading')} />
        </Page>
      )
    case 'failed':
      return (
        <Page {...page} title={t('dossier-title')}>
          <Notice tone="error">{t('dossier-failed')}</Notice>
        </Page>
      )
    case 'absent':
      return (
        <Page {...page} title={t('dossier-title')}>
          <EmptyState pictogram="papers" title={t('dossier-absent')}>
            {t('dossier-absent-text')}
          </EmptyState>
        </Page>
      )
    case 'open':
      return <Dossier dossier={opening.dossier} onBack={onBack} onKeys={onKeys} />
  }
}

interface DossierProps {
  readonly dossier: OpenDossier
  readonly onBack: () => void
  readonly onKeys: () => void
}

function Dossier({ dossier, onBack, onKeys }: DossierProps) {
  const status = useStatus(dossier)
  const asking = useSignal<{ readonly action: Action; readonly keep: string | null } | null>(null)
  const problem = useSignal<string | null>(null)
  const written = useSignal(false)
  const actions = useComputed(() =>
    actionsNow({
      pack: dossier.pack,
      state: status.value.state,
      role: me.value?.role ?? 'clerk',
      mayAct: dossier.mayAct.value,
      isMine: status.value.claimedBy === me.value?.id,
      isSuspended: status.value.suspended.length > 0,
      isClosed: status.value.closed,
    }),
  )
  const writeAtOnce = async (action: Action) => {
    const result = await dossier.write('claimed', action.id === 'claimed:release' ? { release: true } : {})
    problem.value = result.ok ? null : result.error.detail[lang.value]
    written.value = result.ok
  }
  const start = (action: Action, keep: string | null = null) => {
    problem.value = null
    written.value = false
    if (action.kind === 'claimed') void writeAtOnce(action)
    else asking.value = { action, keep }
  }
  const settle = actions.value.find((action) => action.kind === 'settled')
  return (
    <Page
      wide
      title={dossier.pack?.service.name[lang.value] ?? t('dossier-title')}
      back={onBack}
      backLabel={t('back-to-queue')}
      actions={
        <Button kind="quiet" icon="keyboard" shortcut="?" onClick={onKeys}>
          {t('keys-button')}
        </Button>
      }
    >
      <DossierHead dossier={dossier} status={status.value} />
      {dossier.pack === null ? <Notice tone="warning">{t('no-pack')}</Notice> : null}
      {status.value.suspended.length > 0 ? (
        <DossierConflict
          dossier={dossier}
          status={status.value}
          onKeep={settle === undefined ? null : (act) => start(settle, act.id)}
        />
      ) : null}
      {problem.value === null ? null : <Notice tone="error">{problem.value}</Notice>}
      {written.value ? (
        <Notice tone="success">{t(dossier.summary.value.kept ? 'written' : 'written-received')}</Notice>
      ) : null}
      <ActionBar actions={actions.value} onAction={start} />
      <div class="clerk-columns">
        <div class="clerk-column">
          <DossierAnswers dossier={dossier} />
          <DossierHeld held={dossier.held.value} />
        </div>
        <div class="clerk-column">
          <DossierPapers dossier={dossier} status={status.value} />
          <DossierMandate history={status.value.history} />
          <DossierHistory dossier={dossier} status={status.value} />
        </div>
      </div>
      {asking.value === null ? null : (
        <ActDialog
          key={asking.value.action.id}
          dossier={dossier}
          status={status.value}
          action={asking.value.action}
          keep={asking.value.keep}
          isPossible={actions.value.some((action) => action.id === asking.value?.action.id)}
          isOffline={!link.value.online || link.value.state === 'offline'}
          onClose={() => (asking.value = null)}
          onWritten={() => {
            asking.value = null
            written.value = true
          }}
        />
      )}
    </Page>
  )
}
