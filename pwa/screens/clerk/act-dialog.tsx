// Before an act is signed: what it needs, what this copy may lack, and the very message the citizen will get. What the
// rules or the procedure refuse is refused here, with the reason, and nothing is written.
import { useSignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { enterDigits, wantsDigits } from '../../models/sign-digits.ts'
import { me } from '../../models/session.ts'
import { pinLength } from '../../models/turn-pin.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ActFields } from './act-fields.tsx'
import { emptyForm, toPayload } from './act-form.ts'
import type { ActForm, FormProblem } from './act-form.ts'
import { groundOf } from './act-ground.ts'
import { ActWarnings } from './act-warnings.tsx'
import { actionLabel } from './action-bar.tsx'
import type { Action } from './actions.ts'
import { ta } from './acts-text.ts'
import { CitizenPreview } from './citizen-preview.tsx'
import { SignDigits } from './sign-digits.tsx'
import { useSignKey } from './sign-key.ts'
import { t } from './text.ts'

interface DialogProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  readonly action: Action
  /** What is already chosen: the decision to keep, the question to correct. */
  readonly given: Partial<ActForm>
  /** False once another act has made this one impossible. */
  readonly isPossible: boolean
  readonly onClose: () => void
  readonly onWritten: () => void
}

const formId = 'clerk-act-form'

export function ActDialog({ dossier, status, action, given, isPossible, onClose, onWritten }: DialogProps) {
  const form = useSignal<ActForm>({ ...emptyForm, ...given })
  const problem = useSignal<FormProblem | null>(null)
  const refused = useSignal<string | null>(null)
  const busy = useSignal(false)
  const digits = useDigits(action)
  const ground = groundOf(status, dossier.pack, me.value?.unit ?? '')

  const sign = async () => {
    const payload = toPayload(action, form.value, ground)
    problem.value = payload.ok ? null : payload.error
    refused.value = null
    if (!payload.ok) return focusProblem()
    if (busy.value) return
    busy.value = true
    try {
      if (!(await digits.areRight())) return focusProblem()
      const result = await dossier.write(action.kind, payload.value)
      if (result.ok) onWritten()
      else refused.value = result.error.detail[lang.value]
    } catch (cause) {
      // The disk refused: say so, keep what was typed, and let the error be seen by whoever collects them.
      refused.value = t('act-failed')
      throw cause
    } finally {
      busy.value = false
    }
  }
  useSignKey(() => {
    if (isPossible) void sign()
  })
  // The digits are asked for a moment later, where somebody has chosen some: nothing else is to be filled in.
  useEffect(() => {
    if (digits.wanted && !mustFill(action)) document.getElementById('act-digits')?.focus()
  }, [digits.wanted])
  // A dialog that leaves the page does not give the focus back by itself.
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => void requestAnimationFrame(() => giveBackFocus(before)), [before])
  const draft = toPayload(action, form.value, ground)
  return (
    <Dialog
      open
      title={actionLabel(action)}
      onClose={onClose}
      closeLabel={t('act-close')}
      firstFocus={(dialog) => toFillIn(dialog, action) ?? dialog.querySelector<HTMLElement>('.button--primary')}
      actions={
        <>
          <Button kind="secondary" onClick={onClose}>
            {t('act-cancel')}
          </Button>
          <SignButton busy={busy.value} disabled={!isPossible} onSign={() => void sign()} />
        </>
      }
    >
      <ActWarnings dossier={dossier} action={action} payload={draft.ok ? draft.value : null} />
      <form
        id={formId}
        class="clerk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isPossible) void sign()
        }}
      >
        <ActFields
          dossier={dossier}
          status={status}
          action={action}
          form={form.value}
          problem={problem.value}
          onChange={(change) => {
            form.value = { ...form.value, ...change }
            problem.value = null
          }}
        />
        {digits.wanted ? <SignDigits value={digits.typed} error={digits.problem} onInput={digits.type} /> : null}
      </form>
      <CitizenPreview
        act={{ kind: action.kind, payload: draft.ok ? draft.value : draftPayload(action, form.value) }}
        dossier={dossier}
        status={status}
      />
      {isPossible ? null : <Notice tone="warning">{t('act-not-now')}</Notice>}
      {refused.value === null ? null : <Notice tone="error">{refused.value}</Notice>}
    </Dialog>
  )
}

/** The digits of who signs, where this act asks for them. */
const useDigits = (action: Action) => {
  const [wanted, setWanted] = useState(false)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  useEffect(() => void wantsDigits(action.kind).then(setWanted), [action.kind])
  return {
    wanted,
    typed,
    problem,
    type: (digits: string) => {
      setTyped(digits)
      setProblem(undefined)
    },
    areRight: async (): Promise<boolean> => {
      if (!wanted) return true
      if (typed.length < pinLength) return (setProblem(ta('problem.digits')), false)
      const entered = await enterDigits(typed)
      if (entered === 'right') return true
      setTyped('')
      setProblem(ta(entered === 'wait' ? 'problem.digits-wait' : 'problem.digits-wrong'))
      return false
    },
  }
}

interface SignProps {
  readonly busy: boolean
  readonly disabled: boolean
  readonly onSign: () => void
}

function SignButton({ busy, disabled, onSign }: SignProps) {
  return (
    <Button kind="primary" icon="key" busy={busy} disabled={disabled} onClick={onSign}>
      {t('act-sign')}
    </Button>
  )
}

/** Where the keyboard was, or the actions that are left. */
const giveBackFocus = (before: Element | null) => {
  const place = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null
  ;(place ?? document.querySelector<HTMLElement>('.clerk-actions button:not(:disabled)'))?.focus()
}

/** The first field that is wrong, once it is drawn as such. */
const focusProblem = () =>
  requestAnimationFrame(() => {
    const wrong = document.getElementById(formId)?.querySelector<HTMLElement>('[aria-invalid=true]')
    const field = wrong?.matches('input, select, textarea') ? wrong : wrong?.querySelector<HTMLElement>('input')
    field?.focus()
  })

/** The first thing to fill in takes the focus; where nothing must be, the signature does. */
const toFillIn = (dialog: HTMLElement, action: Action) =>
  mustFill(action) ? dialog.querySelector<HTMLElement>(`#${formId} :is(input, select, textarea)`) : null

const mustFill = (action: Action): boolean =>
  action.kind === 'decided'
    ? action.needsReason
    : action.kind === 'handed-over'
      ? action.handsPaper
      : action.kind !== 'ready'

/** The message as far as it can be told while something is still missing. */
const draftPayload = (action: Action, form: ActForm) => ({
  outcome: action.outcome,
  pieces: form.pieces,
  reason: form.reason,
  text: form.text,
  message: form.text,
  keep: form.keep,
  on: form.on,
  anew: { outcome: form.outcome, reason: form.reason },
})
