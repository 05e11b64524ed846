// What every field has around it: label, hint, error, and the wiring that ties them to the control.
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import './field-frame.css'

export interface FieldFrameProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** The page's heading already asks the question: the label stays for screen readers only. */
  readonly labelHidden?: boolean | undefined
  readonly children: ComponentChildren
}

export function FieldFrame({ id, label, hint, error, labelHidden = false, children }: FieldFrameProps) {
  return (
    <div class={`field ${error === undefined ? '' : 'field--error'}`}>
      <label class={labelHidden ? 'visually-hidden' : 'field__label'} for={id}>
        {label}
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
      {children}
    </div>
  )
}

export function FieldNotes(props: {
  readonly id: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
}) {
  const { id, hint, error } = props
  return (
    <>
      {hint === undefined ? null : (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="field__error" id={`${id}-error`} role="alert">
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
    </>
  )
}

/** The value of aria-describedby, or undefined when there is nothing to describe. */
export function describedBy(id: string, hint: string | undefined, error: string | undefined): string | undefined {
  const ids = [hint === undefined ? [] : [`${id}-hint`], error === undefined ? [] : [`${id}-error`]].flat()
  return ids.length === 0 ? undefined : ids.join(' ')
}
