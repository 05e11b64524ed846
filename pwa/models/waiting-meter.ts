// How much waits to be received, for the strip, and the mark outside the database that tells a loss from a beginning.
import type { DeviceDisk } from '../storage/device-disk.ts'
import { writeWatermark } from '../storage/watermark.ts'
import { measureGauge } from './gauge.ts'
import { showLink } from './link-state.ts'
import { isEmptying } from './told.ts'

export interface WaitingMeter {
  measure(): Promise<void>
  /** Not with every answer: it reads what waits, which may be weeks of work. */
  measureSoon(): void
}

const soonMs = 1_500

export const createWaitingMeter = (disk: Pick<DeviceDisk, 'waiting'>): WaitingMeter => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const measure = async () => {
    if (isEmptying()) return
    const { rows, bytes, mark } = await disk.waiting()
    // A mark that outlives the database would be read as a loss.
    if (mark && !isEmptying()) writeWatermark({ enrolled: true, ...mark, unsent: rows })
    showLink({ unsentBytes: bytes })
    void measureGauge()
  }
  return {
    measure,
    measureSoon: () => {
      timer ??= setTimeout(() => {
        timer = undefined
        measure().catch((cause: unknown) => {
          // Another tab took the device meanwhile: this one has nothing to say any more.
          if (!(cause instanceof Error && cause.name === 'DatabaseClosedError')) throw cause
        })
      }, soonMs)
    },
  }
}
