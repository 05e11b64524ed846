// A time of day, `HH:MM`; for a date and time, the date's boxes stand before it and the answer is `YYYY-MM-DDTHH:MM`.
import { useState } from 'preact/hooks'
import { TextField } from '../ui/text-field.tsx'
import { DateField } from './date-field.tsx'
import { asText, fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { t } from './text.ts'

export const TimeField = (props: FieldProps) =>
  props.state.kind === 'time' ? <OnlyTime {...props} /> : <DayAndTime {...props} />

const OnlyTime = (props: FieldProps) => (
  <TextField
    id={fieldId(props.state.key)}
    label={props.label}
    labelHidden={props.labelHidden}
    hint={props.hint}
    error={props.error}
    value={asText(props.value).slice(0, 5)}
    onInput={(time) => props.onAnswer(time === '' ? null : time)}
    type="time"
    dir="ltr"
    autocomplete="off"
    required={props.state.required}
  />
)

const DayAndTime = (props: FieldProps) => {
  const [day = '', hour = ''] = asText(props.value).split('T')
  const [parts, setParts] = useState({ day, time: hour.slice(0, 5) })
  const set = (next: { day: string; time: string }) => {
    setParts(next)
    const isWhole = next.day !== '' && next.time !== ''
    props.onProblem(isWhole || (next.day === '' && next.time === '') ? null : t('date.time-unfinished'))
    props.onAnswer(isWhole ? `${next.day}T${next.time}` : null)
  }
  return (
    <>
      <DateField
        {...props}
        value={parts.day}
        onProblem={(problem) => problem !== null && props.onProblem(problem)}
        onAnswer={(value) => set({ ...parts, day: asText(value) })}
      />
      <TextField
        id={`${fieldId(props.state.key)}-time`}
        label={t('date.time')}
        value={parts.time}
        onInput={(time) => set({ ...parts, time })}
        type="time"
        dir="ltr"
        autocomplete="off"
      />
    </>
  )
}
