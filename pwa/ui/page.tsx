// One screen: back link, heading, what to do. The heading takes the focus when it changes, so that a screen reader
// and the keyboard start where the eyes do.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'
import './page.css'

export interface PageProps {
  readonly title: string
  readonly lead?: string | undefined
  readonly back?: (() => void) | undefined
  readonly backLabel?: string | undefined
  /** Buttons beside the heading. */
  readonly actions?: ComponentChildren
  /** Lists and dossiers use the whole width; questions keep a reading width. */
  readonly wide?: boolean | undefined
  readonly children?: ComponentChildren
}

export function Page({ title, lead, back, backLabel, actions, wide = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shownIn = useRef<string | null>(null)
  useEffect(() => {
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
        </div>
      )}
      <div class="page__head">
        <div>
          <h1 class="page__title" tabIndex={-1} ref={heading}>
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

/** A row of buttons at the end of a screen; they take the whole width on a narrow one. */
export function ButtonRow({ children }: { readonly children: ComponentChildren }) {
  return <div class="button-row">{children}</div>
}
