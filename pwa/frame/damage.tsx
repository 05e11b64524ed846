// The place of what is told of this device's storage: fetched with its words only when there is something to tell.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages } from '../text/language.ts'

export function Damaged() {
  const [told, setTold] = useState<{ readonly it: FunctionComponent } | null>(null)
  useEffect(() => {
    const fetched = Promise.all([import('../screens/damage/damage-told.tsx'), loadMessages('damage')])
    void fetched.then(([{ DamageTold }]) => setTold({ it: DamageTold }))
  }, [])
  return told && <told.it />
}
