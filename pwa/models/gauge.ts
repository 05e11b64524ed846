// How full this device is, and what is no longer begun on it: at 80 % no new pictures or recordings and no
// further voice of the app, at 95 % no new requests.
// What was begun goes on, and sending is never refused: it is what makes room.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { measureRoom } from '../storage/room.ts'
import type { Room } from '../storage/room.ts'
import { currentMirror } from './damage.ts'

export type Fullness = 'roomy' | 'no-media' | 'no-requests'

export interface Gauge {
  readonly fullness: Fullness
  /** 0 to 1, the worse of what the browser says and of what was measured. */
  readonly share: number
  /** Bytes this app uses. */
  readonly used: number
}

const shown = signal<Gauge>({ fullness: 'roomy', share: 0, used: 0 })
export const gauge: ReadonlySignal<Gauge> = shown

export const mediaShare = 0.8
export const requestShare = 0.95

/** What must still go in for a day's pictures and voices, and for the work that is under way. */
export const roomFor = { media: 64 * 1024 * 1024, requests: 16 * 1024 * 1024 } as const

export const gaugeOf = ({ used, quota, free }: Room): Gauge => {
  const said = quota === null || quota <= 0 ? 0 : Math.min(1, used / quota)
  const measured = free === null || free >= roomFor.media ? 0 : free >= roomFor.requests ? mediaShare : requestShare
  const share = Math.max(said, measured)
  const fullness = share >= requestShare ? 'no-requests' : share >= mediaShare ? 'no-media' : 'roomy'
  return { fullness, share, used }
}

/** Measured at each start, after each exchange, and before anything is begun. */
export const measureGauge = async (): Promise<Gauge> => {
  const mirror = currentMirror()
  const room = await measureRoom(mirror ? mirror.room : null, [roomFor.media, roomFor.requests])
  shown.value = gaugeOf(room)
  return shown.value
}
