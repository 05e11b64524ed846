// A world where a mediator, a clerk and a supervisor have their devices already. They are enrolled at the screen once in a
// run, by the first file that asks; every other world is a copy of that server's folder and of those browsers' profiles as
// they lay when all was closed. What enrolment itself shows is not for here: `story`, `keys` and `mistakes` do it by hand.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Beginning, type Device, type World } from './world.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that the files of one run share. */
    readonly ofThisRun: string
  }
}

const roles = ['mediator', 'clerk', 'supervisor'] as const

export interface EnrolledWorld extends World {
  /** The device of this person, who has unlocked it and is at their first screen. Once for each. */
  deviceOf(role: (typeof roles)[number], viewport?: typeof desk, flags?: readonly string[]): Promise<Device>
}

/** `settings` are environment variables of the server. */
export const createEnrolledWorld = async (settings: Readonly<Record<string, string>> = {}): Promise<EnrolledWorld> => {
  const folder = await enrolledFolder()
  const links = JSON.parse(readFileSync(join(folder, 'links.json'), 'utf8')) as Beginning['links']
  const world = await createWorld(settings, { data: join(folder, 'data'), links })
  return {
    ...world,
    async deviceOf(role, viewport = desk, flags = []) {
      const device = await world.device(viewport, 'fr', flags, join(folder, role))
      await device.page.goto(device.url)
      await people.unlock(device.page, world.linkOf(role).name)
      await people.button(device.page, startsWith(word('shell', 'shell.lock'))).waitFor()
      return device
    },
  }
}

/** Files run beside each other: one makes it, the others wait. */
const enrolledFolder = async (): Promise<string> => {
  const [folder, failed] = [join(inject('ofThisRun'), 'enrolled'), join(inject('ofThisRun'), 'failed')]
  if (isFirst(join(inject('ofThisRun'), 'begun')))
    try {
      await enrolInto(`${folder}.unfinished`)
      renameSync(`${folder}.unfinished`, folder)
    } catch (cause) {
      writeFileSync(failed, String(cause))
      throw cause
    }
  while (!existsSync(folder)) {
    if (existsSync(failed)) throw new Error(`another file could not enrol them: ${readFileSync(failed, 'utf8')}`)
    await sleep(100)
  }
  return folder
}

const isFirst = (mark: string): boolean => {
  try {
    mkdirSync(mark)
    return true
  } catch {
    return false
  }
}

const enrolInto = async (folder: string): Promise<void> => {
  const nothing = join(folder, 'nothing')
  mkdirSync(nothing, { recursive: true })
  const world = await createWorld()
  try {
    await Promise.all(
      roles.map(async (role) => {
        const device = await world.device(desk, 'fr', [], nothing)
        await people.enrol(device, world.linkOf(role).url)
        await people.offlineReady(device.page)
        await allCame(device)
        await device.quit()
        cpSync(device.profile, join(folder, role), { recursive: true })
      }),
    )
    await world.stopServer()
    cpSync(world.data, join(folder, 'data'), { recursive: true })
    writeFileSync(join(folder, 'links.json'), JSON.stringify(world.links))
  } finally {
    await world.close()
  }
}

/** A voice and the rooms seldom opened come behind the first screen: then no copy has to fetch them again. */
const allCame = async ({ wire }: Device): Promise<void> => {
  wire.bytes()
  for (let quiet = 0; quiet < 6; quiet++) {
    await sleep(500)
    if (wire.bytes().down > 0) quiet = 0
  }
}
