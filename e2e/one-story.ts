// A file whose tests are the steps of one story: what follows a step that failed is left out, since it would say nothing.
// Each step that ran leaves a picture of every device, where pictures are kept.
import { afterEach, beforeEach } from 'vitest'
import { keepPicture } from './look.ts'
import type { Device } from './world.ts'

/** Called once, at the top of the file. A device that has not come yet has no picture. */
export const oneStory = (name: string, devices: () => Readonly<Record<string, Device | undefined>>): void => {
  let broken = false
  beforeEach(({ skip }) => skip(broken))
  afterEach(async ({ task }) => {
    broken ||= task.result?.state === 'fail'
    const step = task.name.slice(0, 40).replaceAll(/\W+/g, '-')
    for (const [who, device] of Object.entries(devices()))
      if (device) await keepPicture(`${name}.${step}.${who}`, device.page)
  })
}
