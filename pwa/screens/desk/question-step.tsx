// One question, its heading the question itself. Typed text is kept as it is typed; an error is tied to the field and
// takes nothing away.
import { useEffect, useState } from 'preact/hooks'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { Choice } from '../../../shared/form/form.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import { Field } from '../../fields/field.tsx'
import { RepeatControls } from '../../fields/repeat-controls.tsx'
import { listOf } from '../../models/packs.ts'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { questionCard } from '../../models/cards/question-card.ts'
import { questionScript } from '../../models/cards/question-script.ts'
import { Button, Key } from '../../ui/button.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { RequestFrame } from './request-frame.tsx'
import { HiddenQuestion } from './hidden-question.tsx'
import { Pause } from './pause.tsx'
import { SaidChoice } from './said-choice.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import { useAnswer } from './use-answer.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

/** Nobody "says" these: they are shown, read out, or not taken on this device yet. */
const unsaid: readonly FieldState['kind'][] = ['note', 'acknowledge', 'image', 'audio', 'file']

interface QuestionStepProps {
  request: Request
  name: string
  onLeave: () => void
}

export const QuestionStep = ({ request, name, onLeave }: QuestionStepProps) => {
  const field = request.form.value.byKey.get(name)
  // The question may stop being relevant under our feet (a colleague's answer arrives): the model then moves on.
  if (field === undefined) return null
  if (field.kind === 'repeat') return <RepeatQuestion request={request} field={field} onLeave={onLeave} />
  return (field.row.privacy ?? 'open') === 'open' ? (
    <OneQuestion request={request} field={field} onLeave={onLeave} />
  ) : (
    <HiddenQuestion request={request} field={field} onLeave={onLeave} />
  )
}

const OneQuestion = ({ request, field, onLeave }: { request: Request; field: FieldState; onLeave: () => void }) => {
  const answer = useAnswer(request, field.key, field.value)
  const parents = useParents(field)
  const [typing, setTyping] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const next = useNext(request, async () => {
    setTried(true)
    if (typing !== null) return false
    await answer.flush()
    return true
  })
  useEnter(next.go)

  const question = field.row.label?.[lang.value] ?? field.row.name
  const isSilent = field.kind === 'note'
  const isEmpty = answer.value === null
  const label = isSilent || !isEmpty || field.required ? t('step.continue') : t('step.skip')
  const back = async () => {
    await answer.flush()
    // Nothing stands before the first step: going back is stopping for now.
    if (request.progress.value.index <= 1) onLeave()
    else request.back()
  }

  /** From here on: the person goes on alone as far as pictures lead. */
  const turnHere = async () => {
    await answer.flush()
    turnTo(questionScript({ request, hearer }, field.key, { isAlone: false }), () => request)
  }

  return (
    <RequestFrame
      request={request}
      title={question}
      picture={isPictogramName(field.row.pictogram) ? <Pictogram name={field.row.pictogram} size={56} /> : null}
      says={spokenOf(request, field)}
      onTurn={() => void turnHere()}
      back={() => void back()}
    >
      <form
        class="question"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          next.go()
        }}
      >
        <Field
          state={field}
          value={answer.value}
          label={question}
          labelHidden
          hint={field.row.hint?.[lang.value]}
          error={tried ? (typing ?? next.why) : undefined}
          lang={lang.value}
          choices={field.choices}
          parents={parents}
          onAnswer={(value) => {
            next.clear()
            answer.set(value)
          }}
          onProblem={setTyping}
        />
        {!unsaid.includes(field.kind) && <SaidChoice value={answer.said} onChange={answer.setSaid} />}
        <ButtonRow stays>
          <Button kind="primary" size="large" type="submit" busy={next.busy}>
            {label} <Key name="Enter" />
          </Button>
          <Pause request={request} onLeave={onLeave} />
        </ButtonRow>
      </form>
    </RequestFrame>
  )
}

/** The question, then its pictures one after the other, as the person would hear them on their side. */
const spokenOf = (request: Request, field: FieldState): Spoken => {
  const card = questionCard(hearer(), request.pack.id, field)
  return [...card.says, ...card.choices.flatMap((choice) => choice.says)]
}

const RepeatQuestion = ({ request, field, onLeave }: { request: Request; field: FieldState; onLeave: () => void }) => {
  const next = useNext(request)
  useEnter(next.go)
  const keys = Array.isArray(field.value) ? (field.value as readonly string[]) : []
  return (
    <RequestFrame
      request={request}
      title={field.row.label?.[lang.value] ?? field.row.name}
      lead={field.row.hint?.[lang.value]}
      back={request.progress.value.index <= 1 ? onLeave : request.back}
    >
      <RepeatControls
        items={keys.map((key) => ({ key, label: firstAnswer(request, field.key, key) }))}
        mayChange={!field.readOnly}
        error={next.why}
        onAdd={() => void request.addInstance(field.key)}
        onRemove={(key) => void request.removeInstance(field.key, key)}
      />
      <ButtonRow stays>
        <Button kind="primary" size="large" busy={next.busy} onClick={next.go}>
          {t('step.continue')} <Key name="Enter" />
        </Button>
        <Pause request={request} onLeave={onLeave} />
      </ButtonRow>
    </RequestFrame>
  )
}

/** What an instance is called in the list: its first text answer. */
const firstAnswer = (request: Request, repeat: string, key: string): string => {
  const named = request.form.value.fields.find(
    (field) =>
      field.instance?.repeat === repeat &&
      field.instance.key === key &&
      typeof field.value === 'string' &&
      field.kind === 'text',
  )
  return typeof named?.value === 'string' ? named.value : ''
}

/** Provinces, to be shown beside communes of the same name; without them the list still works. */
const useParents = (field: FieldState): readonly Choice[] | undefined => {
  const [parents, setParents] = useState<readonly Choice[] | undefined>(undefined)
  const wanted = field.file !== null && field.choices.some((choice) => choice['province'] !== undefined)
  useEffect(() => {
    if (wanted) void listOf('ma-provinces').then(setParents)
  }, [wanted])
  return parents
}
