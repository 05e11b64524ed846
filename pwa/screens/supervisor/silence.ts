// How long a device has said nothing, as one of three words. Pure. Silence is not "no requests": it is not knowing.
import type { DeviceSeen } from '../../../shared/access/directory.ts'

export type Freshness = 'fresh' | 'late' | 'silent'

const day = 24 * 60 * 60 * 1000
const lateAfter = 2 * day
const silentAfter = 7 * day

/** A device never seen since it was enrolled is judged by the day of its enrolment. `now` in milliseconds. */
export const freshnessOf = (device: Pick<DeviceSeen, 'lastSeen' | 'enrolledAt'>, now: number): Freshness => {
  const quiet = now - Date.parse(device.lastSeen ?? device.enrolledAt)
  return quiet > silentAfter ? 'silent' : quiet > lateAfter ? 'late' : 'fresh'
}

/** The longest silent first: the one to call. */
export const bySilence = (devices: readonly DeviceSeen[]): readonly DeviceSeen[] =>
  [...devices].sort((a, b) => seenAt(a) - seenAt(b) || (a.id < b.id ? -1 : 1))

const seenAt = (device: DeviceSeen) => Date.parse(device.lastSeen ?? device.enrolledAt)
