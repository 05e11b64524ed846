// What waits, read again whenever the link has news; and an age in words that never is in the future.
import { useEffect } from 'preact/hooks'
import { link } from '../../models/link.ts'
import { readUnsent, unsent } from '../../models/unsent.ts'
import type { Unsent } from '../../models/unsent.ts'
import { formatAge } from '../../text/format.ts'
import { lang } from '../../text/language.ts'

/** Null until it was read. */
export const useUnsent = (): Unsent | null => {
  const { online, state, unsentBytes, lastSync } = link.value
  useEffect(() => {
    void readUnsent({ online, state })
  }, [online, state, unsentBytes, lastSync])
  return unsent.value
}

/** A clock that was turned back gives "just now", not a time to come. */
export const ageOf = (iso: string): string => formatAge(Math.max(0, Date.now() - Date.parse(iso)), lang.value)
