// A part of a dossier under its heading. On a phone it folds, so that a long dossier is a short list of its parts. What is
// in it stays what it was when a tablet is turned: a reason half typed is not typed twice.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../ui/icon.tsx'
import { useNarrow } from '../../ui/narrow.ts'

interface SectionProps {
  readonly id: string
  readonly title: string
  /** Something in it waits for this person: never folded away at first. */
  readonly urgent?: boolean
  readonly children: ComponentChildren
}

export function Section({ id, title, urgent = false, children }: SectionProps) {
  const folds = useNarrow()
  const [isOpen, setOpen] = useState(urgent)
  useEffect(() => {
    if (urgent) setOpen(true)
  }, [urgent])
  const part = `${id}-part`
  return (
    <section class={folds ? 'clerk-section clerk-fold' : 'clerk-section'} aria-labelledby={id}>
      <h2 id={id}>
        {folds ? (
          <button type="button" aria-expanded={isOpen} aria-controls={part} onClick={() => setOpen(!isOpen)}>
            <Icon name="chevron" />
            {title}
          </button>
        ) : (
          title
        )}
      </h2>
      <div id={part} hidden={folds && !isOpen}>
        {children}
      </div>
    </section>
  )
}
