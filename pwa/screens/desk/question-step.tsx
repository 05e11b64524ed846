// One question, its heading the question itself. Typed text is kept as it is typed; an error is tied to the field and
// takes nothing away.
import { signal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { Choice } from '../../../shared/form/form.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
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
import { PhotoQuestion } from './photo-question.tsx'
import { SaidChoice } from './said-choice.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import { useAnswer } from './use-answer.ts'
import type { TypedAnswer } from './use-answer.ts'
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
  if (field.kind === 'image') return <PhotoQuestion key={field.key} request={request} field={field} onLeave={onLeave} />
  return field.kind === 'repeat' ? (
    <RepeatQuestion key={field.key} request={request} field={field} onLeave={onLeave} />
  ) : (
    <OneQuestion request={request} field={field} onLeave={onLeave} />
  )
}

interface OneQuestionProps {
  request: Request
  field: FieldState
  onLeave: () => void
}

/** What stands around the question is not drawn anew for the next one: on a slow machine that is half of the wait. */
const OneQuestion = ({ request, field, onLeave }: OneQuestionProps) => {
  const isHidden = (field.row.privacy ?? 'open') !== 'open'
  // What is hidden never begins with what is kept: it is not for this side.
  const answer = useAnswer(request, field.key, isHidden ? null : field.value)
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
      // The same question of another person in a list begins anew, with the same words in its heading.
      key={field.instance?.key}
      request={request}
      title={field.row.label?.[lang.value] ?? field.row.name}
      picture={isPictogramName(field.row.pictogram) ? <Pictogram name={field.row.pictogram} size={56} /> : null}
      says={isHidden ? spokenAlone(request, field) : spokenOf(request, field)}
      onTurn={isHidden ? undefined : () => void turnHere()}
      back={() => void back()}
    >
      {isHidden ? (
        <HiddenQuestion key={field.key} request={request} field={field} answer={answer} onLeave={onLeave} />
      ) : (
        <QuestionForm request={request} field={field} answer={answer} onLeave={onLeave} />
      )}
    </RequestFrame>
  )
}

const QuestionForm = ({ request, field, answer, onLeave }: OneQuestionProps & { answer: TypedAnswer }) => {
  const parents = useParents(field)
  // Of this question: what is typed and is no answer yet, and whether going on was tried with it.
  const { typing, tried } = useMemo(() => ({ typing: signal<string | null>(null), tried: signal(false) }), [field.key])
  const next = useNext(request, () => {
    tried.value = true
    if (typing.peek() !== null) return false
    answer.flush().catch(() => undefined)
    return true
  })
  useEnter(next.go)
  const value = answer.value.value
  const pause = useMemo(() => <Pause request={request} onLeave={onLeave} />, [request, onLeave])

  return (
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
        value={value}
        label={field.row.label?.[lang.value] ?? field.row.name}
        labelHidden
        hint={field.row.hint?.[lang.value]}
        error={tried.value ? (typing.value ?? next.why) : undefined}
        lang={lang.value}
        choices={field.choices}
        parents={parents}
        onAnswer={(given) => {
          next.clear()
          answer.set(given)
        }}
        onProblem={(problem) => (typing.value = problem)}
      />
      {!unsaid.includes(field.kind) && <SaidChoice value={answer.said.value} onChange={answer.setSaid} />}
      <ButtonRow stays>
        <Button kind="primary" size="large" type="submit" busy={next.busy}>
          {t(field.kind === 'note' || value !== null || field.required ? 'step.continue' : 'step.skip')}{' '}
          <Key name="Enter" />
        </Button>
        {pause}
      </ButtonRow>
    </form>
  )
}

/** The question, then its pictures one after the other, as the person would hear them on their side. */
const spokenOf = (request: Request, field: FieldState): Spoken => {
  const card = questionCard(hearer(), request.pack.id, field)
  return [...card.says, ...card.choices.flatMap((choice) => choice.says)]
}

/** The question, and that nobody else hears the answer; no choice is said aloud. */
const spokenAlone = (request: Request, field: FieldState): Spoken => [
  prompt(promptOf(request.pack.id, { row: field.row.name })),
  prompt('app.private'),
]

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
