// What the door does when the commune orders something: it locks, shuts out a person, empties the device. One turn at a
// time with opening and enrolling, since none of these may overlap.
import type { Database } from '../storage/database.ts'
import type { Queue } from '../storage/queue.ts'
import type { Device, DeviceEvents } from './device.ts'
import { emptyForGood } from './erase.ts'
import type { Ended } from './state.ts'
import { setReach } from './told.ts'
import { withdrawPerson } from './withdrawn.ts'

export interface OrderedDoor {
  readonly database: Database
  readonly turns: Queue
  /** Within a turn. */
  lockNow(why: Ended | null): Promise<void>
  showPeople(): Promise<void>
}

export const whenOrdered = ({
  database,
  turns,
  lockNow,
  showPeople,
}: OrderedDoor): Pick<DeviceEvents, 'ordered' | 'withdrawn' | 'empty'> => ({
  ordered: () => turns.run(() => lockNow(null)),
  withdrawn: (agent) =>
    void turns.run(async () => {
      await lockNow('withdrawn')
      await withdrawPerson(database, agent)
      await showPeople()
    }),
  empty: () => emptyForGood(database),
})

const minuteMs = 60_000

/** While this page lives: the clock is looked at, and the closed device's screen can try the server. */
export const followOrders = ({ orders, loop }: Device): void => {
  setReach(loop.now)
  setInterval(() => void orders.look(), minuteMs)
}
