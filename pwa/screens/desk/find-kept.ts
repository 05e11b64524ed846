// What is in the search box while the person has the screen, so that the helper comes back to the same paper. Taken
// once, and forgotten when the device is locked.
import { effect } from '@preact/signals'
import { phase } from '../../models/session.ts'

let kept = ''

export const keepFound = (typed: string): void => {
  kept = typed
}

export const takeFound = (): string => {
  const typed = kept
  kept = ''
  return typed
}

effect(() => {
  if (phase.value !== 'open') kept = ''
})
