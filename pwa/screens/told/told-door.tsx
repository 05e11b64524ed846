// Loads what a closed device shows, with its words, only when it is closed.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages } from '../../text/language.ts'

export function ToldDoor() {
  const [opened, setOpened] = useState<{ readonly Screen: FunctionComponent } | { readonly error: unknown } | null>(
    null,
  )
  useEffect(() => {
    Promise.all([import('./told-screen.tsx'), loadMessages('told')]).then(
      ([{ ToldScreen }]) => setOpened({ Screen: ToldScreen }),
      (error: unknown) => setOpened({ error }),
    )
  }, [])
  if (opened === null) return null
  // The error boundary of the frame has the words for a file that is not here.
  if ('error' in opened) throw opened.error
  return <opened.Screen />
}
