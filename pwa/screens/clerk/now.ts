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

/** `YYYY-MM-DD` where the desk is. */
export const dayAtDesk = (iso: string): string => {
  const time = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}
