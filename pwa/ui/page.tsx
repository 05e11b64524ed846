// One screen: back link, heading, what to do. The heading takes the focus when it changes, so that a screen reader
// and the keyboard start where the eyes do.
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'
import './page.css'

export interface PageProps {
  readonly title: string
  readonly lead?: string | undefined
  /** Beside the heading: what it says, for who does not read. */
  readonly picture?: ComponentChildren
  readonly back?: (() => void) | undefined
  readonly backLabel?: string | undefined
  /** At the end of the row of the back link. */
  readonly aside?: ComponentChildren
  /** Buttons beside the heading. */
  readonly actions?: ComponentChildren
  /** Lists and dossiers use the whole width; questions keep a reading width. */
  readonly wide?: boolean | undefined
  readonly children?: ComponentChildren
}

/** Letters beyond which a heading is a text to read out, and is set as one. */
const long = 90

export function Page({ title, lead, picture, back, backLabel, aside, actions, wide = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shownIn = useRef<string | null>(null)
  // Before the frame is drawn: a focus that moves after it costs a second one.
  useLayoutEffect(() => {
    // The same screen in another language is not a new screen: the focus stays on the language switch.
    const switched = shownIn.current !== null && shownIn.current !== document.documentElement.lang
    shownIn.current = document.documentElement.lang
    if (switched) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [title])
  return (
    <main class={`page ${wide ? 'page--wide' : ''}`} id="main">
      {back === undefined ? null : (
        <div class="page__back">
          <Button kind="quiet" icon="back" shortcut="Escape" onClick={back}>
            {backLabel}
          </Button>
          {aside}
        </div>
      )}
      <div class="page__head">
        {picture === undefined || picture === null ? null : <div class="page__picture">{picture}</div>}
        <div class="page__words">
          {/* Another heading, not the same one with other words: a screen reader says it when it gets the focus. */}
          <h1
            key={title}
            class={`page__title ${title.length > long ? 'page__title--long' : ''}`}
            tabIndex={-1}
            ref={heading}
          >
            {title}
          </h1>
          {lead === undefined ? null : <p class="page__lead">{lead}</p>}
        </div>
        {actions === undefined ? null : <div class="page__actions">{actions}</div>}
      </div>
      {children}
    </main>
  )
}

interface ButtonRowProps {
  readonly children: ComponentChildren
  /** On a phone the row stays in sight at the bottom; only its first button keeps its words. */
  readonly stays?: boolean
}

/** A row of buttons at the end of a screen; they take the whole width on a narrow one. */
export function ButtonRow({ children, stays = false }: ButtonRowProps) {
  return <div class={`button-row ${stays ? 'button-row--stays' : ''}`}>{children}</div>
}
