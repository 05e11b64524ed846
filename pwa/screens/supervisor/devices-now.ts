// The time for ages on these screens, moving twice a minute, never before the last synchronisation.
import { useEffect, useState } from 'preact/hooks'
import { link } from '../../models/link.ts'

export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(now, Date.parse(link.value.lastSync ?? '') || 0)
}
