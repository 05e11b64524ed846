// The open dossier below its banner: its parts, and the one act that is being written. What can be done is asked of the rules; what is done
// goes through the dialog, but for taking and letting go, which only a colleague sees.
import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { AnswerValue } from '../../../shared/form/form.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { link } from '../../models/link.ts'
import { me } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { useStages } from '../../ui/after-paint.ts'
import { Notice } from '../../ui/notice.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { ActForm } from './act-form.ts'
import { groundOf } from './act-ground.ts'
import { ActionBar } from './action-bar.tsx'
import { actionsNow } from './actions.ts'
import type { Action } from './actions.ts'
import { DossierConflict } from './dossier-conflict.tsx'
import { DossierAnswers } from './dossier-answers.tsx'
import { DossierDuplicates } from './dossier-duplicates.tsx'
import { DossierHeld } from './dossier-held.tsx'
import { DossierHistory } from './dossier-history.tsx'
import { DossierMandate } from './dossier-mandate.tsx'
import { DossierNotes } from './dossier-notes.tsx'
import { DossierPapers } from './dossier-papers.tsx'
import { DossierWork } from './dossier-work.tsx'
import type { DossierScreenProps } from './dossier-door.tsx'
import { focusNextWork } from './next-work.ts'
import { dayAtDesk } from './now.ts'
import { contestedOf } from './rivals.ts'
import { LacksNotice } from './lacks-notice.tsx'
import { t } from './text.ts'

interface OpenedProps extends Pick<DossierScreenProps, 'onOpen'> {
  readonly dossier: OpenDossier
}

export function OpenedDossier({ dossier, onOpen }: OpenedProps) {
  const { status } = dossier
  // Papers are issued and printed on a page of their own, under the dossier's.
  const acting = useActing(dossier, () => onOpen(`${dossier.id}/paper`))
  const { actions } = acting
  // Where it stands and what can be done answer the hand; what is read comes behind, in the order it is read.
  const stage = useStages(3)
  const settle = actions.value.find(({ kind }) => kind === 'settled')
  const correct = actions.value.find(({ kind }) => kind === 'corrected')
  const note = actions.value.find(({ kind }) => kind === 'noted')
  const onCorrect =
    correct === undefined ? null : (field: string, value: AnswerValue) => acting.start(correct, { field, value })
  return (
    <>
      <LacksNotice summary={dossier.summary.value} />
      {dossier.pack === null ? <Notice tone="warning">{t('no-pack')}</Notice> : null}
      {contestedOf(status.value).length > 0 ? (
        <DossierConflict
          dossier={dossier}
          status={status.value}
          onSettle={settle === undefined ? null : (keep) => acting.start(settle, { keep })}
        />
      ) : null}
      {acting.problem.value === null ? null : <Notice tone="error">{acting.problem.value}</Notice>}
      {acting.written.value ? (
        <Notice tone="success">{t(dossier.summary.value.kept ? 'written' : 'written-received')}</Notice>
      ) : null}
      <ActionBar actions={actions.value} onAction={acting.start} />
      <div class="clerk-columns">
        <div class="clerk-column">
          {stage < 1 ? null : (
            <>
              <DossierHeld
                dossier={dossier}
                onCorrect={onCorrect}
                onNote={note === undefined ? null : () => acting.start(note)}
              />
              <DossierAnswers dossier={dossier} onChoose={onCorrect} />
            </>
          )}
        </div>
        <div class="clerk-column">
          {stage < 2 ? null : (
            <>
              <DossierNotes
                dossier={dossier}
                status={status.value}
                onNote={note === undefined ? null : () => acting.start(note)}
              />
              <DossierDuplicates dossier={dossier} />
              <DossierWork dossier={dossier} status={status.value} />
              <DossierPapers dossier={dossier} status={status.value} />
            </>
          )}
          {stage < 3 ? null : (
            <>
              <DossierMandate history={status.value.history} />
              <DossierHistory dossier={dossier} status={status.value} />
            </>
          )}
        </div>
      </div>
      {acting.asking.value === null ? null : (
        <ActDialog
          key={acting.asking.value.action.id}
          dossier={dossier}
          status={status.value}
          action={acting.asking.value.action}
          given={acting.asking.value.given}
          isPossible={actions.value.some(({ id, shut }) => id === acting.asking.value?.action.id && shut === null)}
          onClose={() => (acting.asking.value = null)}
          onWritten={acting.done}
        />
      )}
    </>
  )
}

/** What can be done now, and the act that is being written. `onPaper` leads to where papers are printed. */
const useActing = (dossier: OpenDossier, onPaper: () => void) => {
  const { status } = dossier
  const asking = useSignal<{ readonly action: Action; readonly given: Partial<ActForm> } | null>(null)
  const problem = useSignal<string | null>(null)
  const written = useSignal(false)
  const minute = useMinute()
  const actions = useComputed(() => {
    // What a procedure forbids offline depends on how long it has been, too.
    void link.value
    void minute.value
    const now = status.value
    const ground = groundOf(now, dossier.pack, me.value?.unit ?? '')
    return actionsNow({
      pack: dossier.pack,
      state: now.state,
      role: me.value?.role ?? 'clerk',
      mayAct: dossier.mayAct.value,
      made: now.made,
      isMine: now.claimedBy === me.value?.id,
      isSuspended: now.suspended.length > 0,
      isContested: contestedOf(now).length > 0,
      isClosed: now.closed,
      isAsked: ground.opinionAsked !== null,
      isVisitOpen: ground.visitOrdered !== null,
      isPaperThere: now.issued.length > 0,
      shutBy: dossier.shutBy,
    })
  })
  const claim = async (action: Action) => {
    const result = await dossier.write('claimed', action.id === 'claimed:release' ? { release: true } : {})
    problem.value = result.ok ? null : result.error.detail[lang.value]
    if (result.ok) done()
  }
  const done = () => {
    asking.value = null
    written.value = true
    focusNextWork()
  }
  const start = (action: Action, given: Partial<ActForm> = {}) => {
    problem.value = null
    written.value = false
    if (action.kind === 'claimed') void claim(action)
    else if (action.kind === 'issued') onPaper()
    else asking.value = { action, given: action.kind === 'visited' ? { on: today(), ...given } : given }
  }
  return { actions, asking, problem, written, start, done }
}

/** Most visits are told on their day. */
const today = (): string => dayAtDesk(new Date().toISOString())

const useMinute = () => {
  const minute = useSignal(0)
  useEffect(() => {
    const timer = setInterval(() => minute.value++, 60_000)
    return () => clearInterval(timer)
  }, [])
  return minute
}
