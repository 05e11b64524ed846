// A scanner types wherever the focus is. In the box, what it typed by a wrong layout is put right.
import { useEffect } from 'preact/hooks'
import { createBurst } from './scanner-burst.ts'

export const useScanner = (onCode: (code: string) => void): void => {
  useEffect(() => {
    const burst = createBurst()
    const listen = (event: KeyboardEvent) => {
      const scanned = burst.press(event, event.timeStamp)
      // A letter of a code presses no button, nor does its Enter.
      if (burst.isRunning() || scanned) event.stopPropagation()
      if (scanned) event.preventDefault()
      if (scanned?.isReceipt || (scanned && !(event.target instanceof HTMLInputElement))) onCode(scanned.text)
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [])
}
