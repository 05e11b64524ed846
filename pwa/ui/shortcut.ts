// Keys that press buttons. A bare letter or digit works only outside text fields and can be switched off
// (WCAG 2.1.4); an Arabic keyboard presses the same physical key. Never takes a key from an open dialog below it.
import { useLayoutEffect, useRef } from 'preact/hooks'

let lettersEnabled = true

/** Bare letters and digits off or on; Ctrl, Enter and Escape shortcuts stay. */
export function enableLetterShortcuts(enabled: boolean): void {
  lettersEnabled = enabled
}

/** Calls `run` when `shortcut` ("N", "1", "Ctrl+L", "Escape") is pressed. `element` says where the caller stands. */
export function useShortcut(shortcut: string | undefined, element: () => Element | null, run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  // With the frame that shows it: a fast hand presses what it sees.
  useLayoutEffect(() => {
    if (shortcut === undefined) return
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || !isShortcut(event, shortcut)) return
      const top = [...document.querySelectorAll('dialog[open]')].at(-1)
      if (top !== undefined && !top.contains(element())) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [shortcut])
}

/** "Ctrl+L" → "Control+L", the spelling of aria-keyshortcuts. */
export const ariaShortcut = (shortcut: string): string => shortcut.replace('Ctrl', 'Control')

/** Whether a key press is this shortcut; pure, apart from the switch for bare letters. */
export function isShortcut(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'> & { readonly target: unknown },
  shortcut: string,
): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  if (event.ctrlKey !== parts.includes('Ctrl') || event.altKey !== parts.includes('Alt') || event.metaKey) return false
  if (key.length > 1) return event.key === key && !isTyping(event.target, key)
  if (parts.length === 1 && (!lettersEnabled || isTyping(event.target, key))) return false
  return isKey(event, key)
}

function isKey(event: Pick<KeyboardEvent, 'key' | 'code'>, key: string): boolean {
  // Digits by position: the French row needs Shift for them.
  if (/\d/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}`
  if (event.key.toUpperCase() === key.toUpperCase()) return true
  const isLatin = /^[a-z]$/i.test(event.key)
  return !isLatin && event.code === `Key${key.toUpperCase()}`
}

/** In a field the keys belong to the person typing; a ticked box or a radio takes no letters. */
function isTyping(target: unknown, key: string): boolean {
  if (key === 'Escape') return false
  const element = target as { tagName?: string; type?: string; isContentEditable?: boolean } | null
  if (element?.isContentEditable === true) return true
  if (element?.tagName === 'TEXTAREA' || element?.tagName === 'SELECT') return true
  return element?.tagName === 'INPUT' && element.type !== 'radio' && element.type !== 'checkbox'
}
