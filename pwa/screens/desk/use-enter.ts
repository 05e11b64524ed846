// Enter goes on when nothing else has the focus: after a step the heading has it. A focused button keeps its own Enter.
import { useEffect, useRef } from 'preact/hooks'

export const useEnter = (run: () => void): void => {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || event.repeat) return
      const focused = document.activeElement
      if (focused !== null && focused !== document.body && focused.tagName !== 'H1') return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
