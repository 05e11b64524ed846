// A question the person answers alone: this side shows that it was answered, never what. A private one may be told to
// the helper on the person's own wish; a sealed one only to the office. Either way they may keep it for the clerk.
import { useState } from 'preact/hooks'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import { Field } from '../../fields/field.tsx'
import { questionScript } from '../../models/cards/question-script.ts'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { Button, Key } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Pause } from './pause.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import type { TypedAnswer } from './use-answer.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

interface HiddenQuestionProps {
  request: Request
  field: FieldState
  answer: TypedAnswer
  onLeave: () => void
}

/** Anew for each question: `key`. */
export const HiddenQuestion = ({ request, field, answer, onLeave }: HiddenQuestionProps) => {
  const isSealed = field.row.privacy === 'sealed'
  const [told, setTold] = useState(false)
  const [typing, setTyping] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const next = useNext(request, () => {
    setTried(true)
    if (typing !== null) return false
    answer.flush().catch(() => undefined)
    return true
  })
  const question = field.row.label?.[lang.value] ?? field.row.name
  const isAnswered = field.value !== null && !told
  // Enter never passes over what the person has not been asked.
  const mayGoOn = isAnswered || told
  useEnter(() => mayGoOn && next.go())
  const turn = () => turnTo(questionScript({ request, hearer }, field.key, { isAlone: true }), () => request)
  const leaveForClerk = () => {
    request.answer(field.key, toldToClerk, { by: 'citizen', proof: 'oral' }).catch(() => undefined)
    next.go()
  }

  return (
    <form
      class="question"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        next.go()
      }}
    >
      {isAnswered ? (
        <Notice tone="success" title={t(field.value === toldToClerk ? 'hidden.for-clerk' : 'hidden.answered')}>
          {t(isSealed ? 'hidden.sealed-why' : 'hidden.answered-why')}
        </Notice>
      ) : (
        <p>{t(isSealed ? 'hidden.sealed' : 'hidden.private')}</p>
      )}
      {told ? (
        <Field
          state={{ ...field, value: null, problem: null }}
          value={answer.value.value}
          label={question}
          labelHidden
          hint={field.row.hint?.[lang.value]}
          error={tried ? (typing ?? next.why) : undefined}
          lang={lang.value}
          choices={field.choices}
          onAnswer={(value) => {
            next.clear()
            answer.set(value)
          }}
          onProblem={setTyping}
        />
      ) : (
        <div class="hidden-question">
          <Button kind={isAnswered ? 'secondary' : 'primary'} size="large" icon="refresh" shortcut="T" onClick={turn}>
            {t(isAnswered ? 'hidden.turn-again' : 'hidden.turn')}
          </Button>
          {!isSealed && (
            <Button kind="secondary" size="large" icon="user" shortcut="D" onClick={() => setTold(true)}>
              {t('hidden.told')}
            </Button>
          )}
          <Button kind="quiet" size="large" icon="office" shortcut="B" onClick={leaveForClerk}>
            {t('hidden.clerk')}
          </Button>
        </div>
      )}
      {next.problem}
      <ButtonRow stays={mayGoOn}>
        <Button kind={mayGoOn ? 'primary' : 'secondary'} size="large" type="submit" busy={next.busy}>
          {t(mayGoOn || field.required ? 'step.continue' : 'step.skip')} {mayGoOn && <Key name="Enter" />}
        </Button>
        <Pause request={request} onLeave={onLeave} />
      </ButtonRow>
    </form>
  )
}
