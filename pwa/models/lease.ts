// How long this device may be read without having reached its server, counted so that no clock can cheat it. Pure: who
// calls says what the clock shows. It must never lock a device that has just been in contact, whatever its clock says.
//
//   contact ──► spent = 0 ──look──► spent grows ──look──► spent ≥ days: reading locks ──contact──► spent = 0
//
// What is spent never shrinks between two contacts. Three ways in which a clock lies:
//   set back       what was counted stays counted, and counting goes on from the earlier hour
//   far ahead      it locks, until the next contact: only the time after it counts, by the same wrong clock
//   behind at the contact, then set right       the jump is told from time that passed, because an hour before the
//                                               server's own cannot be true: a day is counted for it, not fifty years

export interface Lease {
  readonly days: number
  /** The server's time at the last contact, ms since 1970. */
  readonly server: number
  /** The later of the server's and this clock's at the last contact. */
  readonly base: number
  /** What this clock showed when last looked at. */
  readonly at: number
  /** ms counted since the last contact. */
  readonly spent: number
}

const dayMs = 86_400_000

export const leaseFrom = (days: number, server: number, own: number): Lease => ({
  days,
  server,
  base: Math.max(server, own),
  at: own,
  spent: 0,
})

/** The lease after a look at the clock. */
export const lookedAt = (lease: Lease, own: number): Lease => {
  const passed = Math.max(0, own - lease.at)
  const counted = lease.at < lease.server ? Math.min(passed, dayMs) : passed
  return { ...lease, at: own, spent: Math.max(lease.spent + counted, own - lease.base) }
}

export const isOver = ({ days, spent }: Lease): boolean => spent >= days * dayMs

/** The clock shows an hour before the last contact, or more than a year after it: whoever reads this should be told. */
export const isClockWrong = ({ server, at }: Lease): boolean => at < server - dayMs || at > server + 400 * dayMs
