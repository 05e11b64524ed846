// How much waits to be received, for the strip, and the mark outside the database that tells a loss from a beginning.
import type { DeviceDisk } from '../storage/device-disk.ts'
import { writeWatermark } from '../storage/watermark.ts'
import { showLink } from './link-state.ts'

export interface WaitingMeter {
  measure(): Promise<void>
  /** Not with every answer: it reads what waits, which may be weeks of work. */
  measureSoon(): void
}

const soonMs = 1_500

export const createWaitingMeter = (disk: Pick<DeviceDisk, 'waiting'>): WaitingMeter => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const measure = async () => {
    const { rows, bytes, mark } = await disk.waiting()
    if (mark) writeWatermark({ enrolled: true, ...mark, unsent: rows })
    showLink({ unsentBytes: bytes })
  }
  return {
    measure,
    measureSoon: () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void measure()
      }, soonMs)
    },
  }
}
