// Where the keyboard goes once an act is signed: to the next step of this dossier, else to the next dossier of the list.
// It must never leave the focus on nothing.

const places = [
  '.clerk-actions .button--primary:not(:disabled)',
  '.clerk-actions .button--yes:not(:disabled)',
  '.clerk-actions:not(.clerk-actions--aside) button:not(:disabled)',
  '.clerk-walk [aria-keyshortcuts=J]',
  '.page__back button',
]

/** After the frame in which the screen has followed, and the dialog has given the focus back. */
export const focusNextWork = (): void => {
  requestAnimationFrame(() => requestAnimationFrame(() => next()?.focus()))
}

const next = (): HTMLElement | null => {
  for (const place of places) {
    const found = document.querySelector<HTMLElement>(place)
    if (found !== null) return found
  }
  return null
}
