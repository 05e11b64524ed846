// What came of edits made on both sides: which of them a device still shows. It reads as any screen would.
import type { Device } from './contender.ts'
import type { Edit } from './workload.ts'

/** Contested facts that an ordinary read of a device no longer shows, and those of them nobody can find any more. */
export const lossesOn = async (
  device: Device,
  contested: readonly Edit[],
): Promise<{ readonly lost: number; readonly hidden: number }> => {
  let [lost, hidden] = [0, 0]
  for (const { dossier, values } of contested)
    for (const [question, value] of Object.entries(values)) {
      const seen = await device.read(dossier, question)
      if (seen.shown.includes(value)) continue
      if (seen.hidden.includes(value)) hidden++
      else lost++
    }
  return { lost, hidden }
}
