// The device's time for ages on screen, moving once a minute. Ages are for reading; nothing is decided by them.
import { useEffect, useState } from 'preact/hooks'

export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Milliseconds since an ISO time. */
export const since = (iso: string, now: number): number => Math.max(0, now - Date.parse(iso))
