// Why nobody may open this device for now, for its screen; and the way to try the server once more.
import type { ReadonlySignal } from '@preact/signals'
import { state } from './state.ts'
import type { Told } from './told-shape.ts'

export type { Told } from './told-shape.ts'

/** Null while people may open it. */
export const told: ReadonlySignal<Told | null> = state.told

/** From here on nothing may be kept on this device any more, not even a mark. */
export const isEmptying = (): boolean => state.told.peek()?.step === 'empty'

let reach: (() => Promise<void>) | null = null

/** Set by the door once there is a device. */
export const setReach = (now: () => Promise<void>): void => {
  reach = now
}

/** Tries the server now; resolves when that ended, well or not. */
export const reachNow = async (): Promise<void> => {
  await reach?.()
}
