// A day of the office's own work, in three boxes as everywhere: the browser's date box follows the machine's language, and
// would take the month for the day.
import { useState } from 'preact/hooks'
import { dateToBoxes, readDate } from '../../fields/date-boxes.ts'
import type { DateBoxes } from '../../fields/date-boxes.ts'
import { t as tField } from '../../fields/text.ts'
import { describedBy, FieldNotes } from '../../ui/field-frame.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface DayProps {
  readonly id: string
  readonly label: string
  /** `YYYY-MM-DD`; '' for none. */
  readonly value: string
  readonly error: string | undefined
  /** What is typed as it stands: half a date is no day, and is told when the act is signed. */
  readonly onInput: (day: string) => void
}

const parts = [
  ['day', 2],
  ['month', 2],
  ['year', 4],
] as const

export function DayField({ id, label, value, error, onInput }: DayProps) {
  const [boxes, setBoxes] = useState<DateBoxes>(() => dateToBoxes(value))
  const set = (next: DateBoxes) => {
    setBoxes(next)
    const read = readDate(next)
    onInput('problem' in read ? '?' : (read.value ?? ''))
  }
  return (
    <fieldset
      class={`field field-group ${error === undefined ? '' : 'field--error'}`}
      aria-describedby={describedBy(id, undefined, error)}
      aria-invalid={error === undefined ? undefined : 'true'}
    >
      <legend class="field__label">{label}</legend>
      <FieldNotes id={id} error={error} />
      {/* Day, month, year in this order in both scripts: it is how the date is written. */}
      <div class="field-date-boxes" dir="ltr">
        {parts.map(([part, width]) => (
          <div key={part} class={`field-date-box field-date-box--${width}`}>
            <TextField
              id={`${id}-${part}`}
              label={tField(`date.part-${part}`)}
              value={boxes[part]}
              onInput={(text) => set({ ...boxes, [part]: text })}
              type="tel"
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}
