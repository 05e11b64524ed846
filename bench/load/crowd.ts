// What a crowd of devices does at once: an hour of work, at its own pace, then everybody back on the network together.
import { setTimeout as pause } from 'node:timers/promises'
import type { LightDevice, SyncCost } from './light-device.ts'

/** Of a phase. Milliseconds a sync, as its device waited for it. */
export interface Heard {
  readonly times: number[]
  readonly refusals: number[]
  requests: number
  entriesRead: number
}

export const nothingHeard = (): Heard => ({ times: [], refusals: [], requests: 0, entriesRead: 0 })

const note = (heard: Heard, { ms, requests, refusals, entriesRead }: SyncCost, waited = 0): void => {
  heard.times.push(ms + waited)
  heard.refusals.push(...refusals)
  heard.requests += requests
  heard.entriesRead += entriesRead
}

/** Everybody once, eight at a time: the first time a device is answered, it is told of the whole commune. */
export const greet = async (devices: readonly LightDevice[]): Promise<Heard> => {
  const heard = nothingHeard()
  const waiting = [...devices]
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) note(heard, await next.sync(0))
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return heard
}

/**
 * Each device syncs when its turn comes, whether or not the others have been answered: about every `everyS`, by chance,
 * with one packet if it has any left over `spared`. A turn that begins late, since the last one is not over, is counted
 * from when it was due.
 */
export const work = async (
  devices: readonly LightDevice[],
  { seconds, everyS, spared, chance }: { seconds: number; everyS: number; spared: number; chance: () => number },
): Promise<Heard> => {
  const heard = nothingHeard()
  const start = performance.now()
  const one = async (device: LightDevice): Promise<void> => {
    // Somewhere in its round when the clock starts.
    for (let due = chance() * everyS; due < seconds; due += everyS * (0.5 + chance())) {
      const wait = start + due * 1000 - performance.now()
      if (wait > 0) await pause(wait)
      const late = Math.max(0, performance.now() - start - due * 1000)
      note(heard, await device.sync(device.left() > spared ? 1 : 0), wait > 0 ? 0 : late)
    }
  }
  await Promise.all(devices.map(one))
  return heard
}

/** Everybody sends the rest, `atOnce` packets a sync, the next one as soon as the last is answered. */
export const rush = async (devices: readonly LightDevice[], atOnce: number): Promise<Heard> => {
  const heard = nothingHeard()
  const one = async (device: LightDevice): Promise<void> => {
    while (device.left() > 0) note(heard, await device.sync(atOnce))
  }
  await Promise.all(devices.map(one))
  return heard
}
