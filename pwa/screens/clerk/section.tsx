// A part of a dossier under its heading. On a phone it folds, so that a long dossier is a short list of its parts.
import type { ComponentChildren } from 'preact'
import { useNarrow } from '../../ui/narrow.ts'

interface SectionProps {
  readonly id: string
  readonly title: string
  /** Something in it waits for this person: never folded away at first. */
  readonly urgent?: boolean
  readonly children: ComponentChildren
}

export function Section({ id, title, urgent = false, children }: SectionProps) {
  if (useNarrow()) {
    return (
      <details class="clerk-section clerk-fold" open={urgent}>
        <summary>
          <h2 id={id}>{title}</h2>
        </summary>
        {children}
      </details>
    )
  }
  return (
    <section class="clerk-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
