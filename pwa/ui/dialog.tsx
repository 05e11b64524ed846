// A question that must be answered before going on (native <dialog>: focus is kept inside, Escape closes).
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'
import './dialog.css'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly closeLabel: string
  /** Where the keyboard begins; by itself it would be the button that closes. */
  readonly firstFocus?: (dialog: HTMLElement) => HTMLElement | null | undefined
  readonly children?: ComponentChildren
  readonly actions?: ComponentChildren
}

export function Dialog({ open, title, onClose, closeLabel, firstFocus, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Before the frame is drawn: a key that comes between the two would press what closes.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return
    if (open && !element.open) {
      element.showModal()
      firstFocus?.(element)?.focus()
    }
    if (!open && element.open) element.close()
  }, [open])
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {open ? (
        <>
          <div class="dialog__head">
            <h2 class="dialog__title" id={titleId}>
              {title}
            </h2>
            <Button kind="quiet" icon="close" label={closeLabel} onClick={onClose} />
          </div>
          <div class="dialog__body">{children}</div>
          {actions === undefined ? null : <div class="button-row dialog__actions">{actions}</div>}
        </>
      ) : null}
    </dialog>
  )
}
