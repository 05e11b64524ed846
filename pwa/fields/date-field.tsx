// A civil date in three boxes, because people say "the 5th of the 3rd, 57"; the browser's calendar stays beside it.
import { useState } from 'preact/hooks'
import { FieldNotes, describedBy } from '../ui/field-frame.tsx'
import { TextField } from '../ui/text-field.tsx'
import { dateToBoxes, readDate } from './date-boxes.ts'
import type { DateBoxes } from './date-boxes.ts'
import './fields.css'
import { asText, fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { t } from './text.ts'

export const DateField = (props: FieldProps) => {
  const [boxes, setBoxes] = useState<DateBoxes>(() => dateToBoxes(props.value))
  const id = fieldId(props.state.key)
  const hint = props.hint ?? t('date.hint')

  const set = (next: DateBoxes) => {
    setBoxes(next)
    const read = readDate(next)
    props.onProblem('problem' in read ? t(`date.${read.problem}`) : null)
    props.onAnswer('problem' in read ? null : read.value)
  }

  const box = (part: keyof DateBoxes, width: 2 | 4) => (
    <div class={`field-date-box field-date-box--${width}`}>
      <TextField
        id={`${id}-${part}`}
        label={t(`date.part-${part}`)}
        value={boxes[part]}
        onInput={(text) => set({ ...boxes, [part]: text })}
        type="tel"
        dir="ltr"
        autocomplete="off"
      />
    </div>
  )

  return (
    <fieldset
      class={`field field-group ${props.error === undefined ? '' : 'field--error'}`}
      aria-describedby={describedBy(id, hint, props.error)}
    >
      <legend class={props.labelHidden === true ? 'visually-hidden' : 'field__label'}>{props.label}</legend>
      <FieldNotes id={id} hint={hint} error={props.error} />
      {/* Day, month, year in this order in both scripts: it is how the date is written. */}
      <div class="field-date-boxes" dir="ltr">
        {box('day', 2)}
        {box('month', 2)}
        {box('year', 4)}
      </div>
      <details class="field-more">
        <summary>{t('date.calendar')}</summary>
        <TextField
          id={`${id}-native`}
          label={t('date.calendar-label')}
          value={asText(props.value)}
          onInput={(iso) => set(dateToBoxes(iso))}
          type="date"
          dir="ltr"
          autocomplete="off"
        />
      </details>
    </fieldset>
  )
}
