// A button, or a link that looks like one. One primary a screen; yes and no are the same size and never pre-chosen.
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'
import { ariaShortcut, useShortcut } from './shortcut.ts'
import './button.css'

export interface ButtonProps {
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'yes' | 'no' | undefined
  /** Targets are at least 44 px high; large ones 56. */
  readonly size?: 'normal' | 'large' | undefined
  readonly icon?: IconName | undefined
  /** Pressed by this key ("N", "Ctrl+L", "Escape"), which is shown on the button. */
  readonly shortcut?: string | undefined
  /** Work is under way: the button keeps its focus and ignores presses. */
  readonly busy?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly onClick?: (() => void) | undefined
  readonly type?: 'button' | 'submit' | undefined
  readonly href?: string | undefined
  /** For a button that shows only an icon. */
  readonly label?: string | undefined
  readonly pressed?: boolean | undefined
  readonly children?: ComponentChildren
}

export function Button(props: ButtonProps) {
  const {
    kind = 'secondary',
    size = 'normal',
    icon,
    shortcut,
    busy = false,
    disabled = false,
    onClick,
    children,
  } = props
  const place = useRef<HTMLElement | null>(null)
  useShortcut(
    disabled || busy ? undefined : shortcut,
    () => place.current,
    () => place.current?.click(),
  )
  const keep = (element: HTMLElement | null): void => {
    place.current = element
  }
  const shared = {
    ref: keep,
    class: `button button--${kind} button--${size}`,
    'aria-label': props.label,
    'aria-keyshortcuts': shortcut === undefined ? undefined : ariaShortcut(shortcut),
    onClick: busy ? undefined : onClick,
  }
  const inside = (
    <>
      {icon === undefined ? null : <Icon name={icon} />}
      {children === undefined ? null : <span class="button__text">{children}</span>}
      {shortcut === undefined ? null : <Key name={shortcut} />}
    </>
  )
  if (props.href !== undefined) {
    return (
      <a {...shared} href={props.href}>
        {inside}
      </a>
    )
  }
  return (
    <button
      {...shared}
      type={busy ? 'button' : (props.type ?? 'button')}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-pressed={props.pressed}
    >
      {inside}
    </button>
  )
}

/** The key itself, for eyes only: aria-keyshortcuts says it to a screen reader. */
export function Key({ name }: { readonly name: string }) {
  const shown = name === 'Enter' ? '⏎' : name === 'Escape' ? 'Esc' : name
  return (
    <kbd class="key" aria-hidden="true" dir="ltr">
      {shown}
    </kbd>
  )
}
