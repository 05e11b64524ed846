// A list too long for tiles, found by typing (ARIA combobox). The caller searches and hands over at most 20 options.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { TargetedKeyboardEvent } from 'preact'
import { FieldFrame, describedBy } from './field-frame.tsx'
import './combobox.css'

export interface ComboboxOption {
  readonly value: string
  readonly label: string
  readonly meta?: string | undefined
}

export interface ComboboxProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly value: string | null
  readonly text: string
  /** Already filtered and ranked by the caller, 20 at most. */
  readonly options: readonly ComboboxOption[]
  readonly onInput: (text: string) => void
  readonly onSelect: (value: string) => void
  /** Said when nothing matches. */
  readonly emptyText: string
  readonly labelHidden?: boolean | undefined
}

export function Combobox(props: ComboboxProps) {
  const { id, label, hint, error, value, text, options, onInput, onSelect, emptyText } = props
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const current = Math.min(active, options.length - 1)
  useEffect(() => {
    if (open) list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [open, current])

  const select = (option: ComboboxOption): void => {
    setOpen(false)
    onSelect(option.value)
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const move = keyMoves[event.key]
    if (move !== undefined) {
      event.preventDefault()
      setOpen(true)
      if (open) setActive((current + move + options.length) % Math.max(1, options.length))
      return
    }
    const option = options[current]
    if (event.key === 'Enter' && open && option !== undefined) {
      event.preventDefault()
      select(option)
    } else if (event.key === 'Escape' && open) {
      // Closes the list only; the page's own Escape must not fire with it.
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} labelHidden={props.labelHidden}>
      <div class="combobox">
        <input
          id={id}
          class="input"
          type="text"
          role="combobox"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && options.length > 0 ? `${id}-option-${current}` : undefined}
          aria-invalid={error === undefined ? undefined : 'true'}
          aria-describedby={describedBy(id, hint, error)}
          onInput={(event) => {
            setOpen(true)
            setActive(0)
            onInput(event.currentTarget.value)
          }}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <ul
          class="combobox__list"
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          ref={list}
          hidden={!open || options.length === 0}
        >
          {options.map((option, index) => (
            <li
              key={option.value}
              id={`${id}-option-${index}`}
              role="option"
              class={`combobox__option ${index === current ? 'combobox__option--active' : ''}`}
              aria-selected={option.value === value}
              // Before blur: a click must not close the list under the finger.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => select(option)}
            >
              <span>{option.label}</span>
              {option.meta === undefined ? null : <span class="combobox__meta">{option.meta}</span>}
            </li>
          ))}
        </ul>
        <p class="combobox__empty" role="status">
          {open && options.length === 0 && text !== '' ? emptyText : ''}
        </p>
      </div>
    </FieldFrame>
  )
}

const keyMoves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
