// Ctrl+Enter signs from anywhere in the dialog, the words included; Enter alone signs from a line of one's own. In the
// words it is a new line, in a list it chooses, on a button it presses.
import { useLayoutEffect, useRef } from 'preact/hooks'

export const useSignKey = (sign: () => void): void => {
  const latest = useRef(sign)
  latest.current = sign
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isSigning(event)) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

const isSigning = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.defaultPrevented && !event.repeat && (event.ctrlKey || isLine(event.target))

const isLine = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.getAttribute('role') !== 'combobox'
