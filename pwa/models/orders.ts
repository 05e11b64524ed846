// What a device does with what its commune told it, one step at a time. Pure: the caller says how things stand. It must
// never empty a device while something of it can still be sent, and never read on while it was told to stop.
//
//   nothing told ──► work
//   lease over   ──► locked: what is cut goes on being sent; a contact ends it
//   revoked or erase: an open sitting is locked first (its rows are cut) ─► everything is sent ─► told to the server
//                     that it empties itself ─► emptied
//
// What a killed sitting left is sealed under a key that only a person's passphrase opens. Nobody may open a device that
// was told to stop, so those rows cannot leave: they are counted, said on the screen and told to the server.

export interface Orders {
  /** Nothing new may be written here, and nothing read. It empties itself once its work has left. */
  readonly revoked: boolean
  /** To be emptied, and perhaps enrolled again. */
  readonly erase: boolean
  /** The server knows that it empties itself: it may, even if the link is cut now. */
  readonly reported: boolean
}

export const noOrders: Orders = { revoked: false, erase: false, reported: false }

export interface Standing {
  readonly orders: Orders
  readonly leaseOver: boolean
  readonly sitting: 'open' | 'locked'
  /** Packets that no head has confirmed. */
  readonly packets: number
}

export type Step = 'work' | 'lock' | 'locked' | 'send' | 'report' | 'empty'

export const nextStep = ({ orders, leaseOver, sitting, packets }: Standing): Step => {
  const ends = isEnding(orders)
  if (!ends && !leaseOver) return 'work'
  if (sitting === 'open') return 'lock'
  if (!ends) return 'locked'
  if (orders.reported) return 'empty'
  return packets > 0 ? 'send' : 'report'
}

/** The device is on its way to being empty. */
export const isEnding = ({ revoked, erase }: Orders): boolean => revoked || erase

/**
 * Orders after an answer. A revocation or an erasure taken back in time is taken back here too; one that was already
 * reported is not: the commune counts this device as empty.
 */
export const ordersAfter = (before: Orders, told: Pick<Orders, 'revoked' | 'erase'>): Orders =>
  before.reported ? before : { revoked: told.revoked, erase: told.erase, reported: false }
