// Big tiles to choose from, each a native radio or checkbox. Keys 1 to 9 choose when no text field has the focus.
import { useRef } from 'preact/hooks'
import { FieldNotes, describedBy } from './field-frame.tsx'
import { Pictogram } from './pictogram.tsx'
import type { PictogramName } from './pictogram.tsx'
import { Key } from './button.tsx'
import { useShortcut } from './shortcut.ts'
import './choice-group.css'

export interface Choice {
  readonly value: string
  readonly label: string
  readonly pictogram?: PictogramName | undefined
  readonly hint?: string | undefined
}

export interface ChoiceGroupProps {
  readonly id: string
  readonly legend: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly multiple?: boolean | undefined
  readonly options: readonly Choice[]
  readonly value: readonly string[]
  readonly onChange: (values: string[]) => void
  readonly legendHidden?: boolean | undefined
  /** Off where two groups share a screen: a digit would choose in both. */
  readonly numbered?: boolean | undefined
}

export function ChoiceGroup(props: ChoiceGroupProps) {
  const { id, legend, hint, error, multiple = false, options, value, onChange, numbered = true } = props
  const choose = (chosen: string): void => {
    if (!multiple) return onChange([chosen])
    onChange(value.includes(chosen) ? value.filter((one) => one !== chosen) : [...value, chosen])
  }
  const pictured = options.some((option) => option.pictogram !== undefined)
  return (
    <fieldset
      class={`field ${error === undefined ? '' : 'field--error'}`}
      id={id}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error === undefined ? undefined : 'true'}
    >
      <legend class={props.legendHidden === true ? 'visually-hidden' : 'field__label'}>{legend}</legend>
      <FieldNotes id={id} hint={hint} error={error} />
      <div class={`choices ${pictured ? 'choices--pictured' : ''}`}>
        {options.map((option, index) => (
          <Tile
            key={option.value}
            group={id}
            option={option}
            multiple={multiple}
            chosen={value.includes(option.value)}
            digit={numbered && index < 9 ? String(index + 1) : undefined}
            onChoose={choose}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface TileProps {
  readonly group: string
  readonly option: Choice
  readonly multiple: boolean
  readonly chosen: boolean
  readonly digit: string | undefined
  readonly onChoose: (value: string) => void
}

function Tile({ group, option, multiple, chosen, digit, onChoose }: TileProps) {
  const input = useRef<HTMLInputElement>(null)
  useShortcut(
    digit,
    () => input.current,
    () => {
      input.current?.focus()
      onChoose(option.value)
    },
  )
  const hintId = option.hint === undefined ? undefined : `${group}-${option.value}-hint`
  return (
    <label class={`choice ${chosen ? 'choice--chosen' : ''}`}>
      <input
        ref={input}
        class="choice__input"
        type={multiple ? 'checkbox' : 'radio'}
        name={group}
        value={option.value}
        checked={chosen}
        aria-describedby={hintId}
        onChange={() => onChoose(option.value)}
      />
      {option.pictogram === undefined ? null : <Pictogram name={option.pictogram} size={56} />}
      <span class="choice__text">
        <span class="choice__label">{option.label}</span>
        {option.hint === undefined ? null : (
          <span class="choice__hint" id={hintId}>
            {option.hint}
          </span>
        )}
      </span>
      {digit === undefined ? null : <Key name={digit} />}
    </label>
  )
}
