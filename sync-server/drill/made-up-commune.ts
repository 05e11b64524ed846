// A commune that a drill can be tried on: a real server on a folder of its own, devices that file requests over three
// days, an office that issues papers, and a backup after each of the first two days, by the operator's own command. The
// demonstration's people and places; nobody's data.
import { join } from 'node:path'
import { runCommand } from '../faults/command.ts'
import { roadTo, type ServerProcess } from '../faults/server-process.ts'
import { settle } from '../faults/writer.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import type { ScratchSchema } from './scratch-schema.ts'
import { launchScratch } from './scratch-server.ts'

export interface MadeUpCommune {
  readonly dataDir: string
  /** Where its backups are. */
  readonly shelf: string
  readonly server: ServerProcess
}

/** Of all requests, filed on each of the days. */
const days = [0.5, 0.3, 0.2]
const desks = [
  ['fatima', 12],
  ['fatima', 12],
  ['hassan', 12],
  ['hassan', 12],
  ['lahcen', 13],
  ['lahcen', 13],
  ['lahcen', 13],
  ['lahcen', 13],
] as const
/** Requests a day for the registry office, whose papers the server numbers: its own acts are in nobody's packets. */
const papersADay = 10
const paperPack = 'ma.birth-record-extract'

/** `schema`: where its database is; null: in its data folder. At most 20,000: a point's references have four digits. */
export const makeUpCommune = async (
  folder: string,
  dossiers: number,
  schema: ScratchSchema | null,
  tell: (line: string) => void,
): Promise<MadeUpCommune> => {
  const [dataDir, shelf] = [join(folder, 'commune'), join(folder, 'sauvegardes')]
  const server = launchScratch({ dataDir, ...schema })
  const url = await server.ready
  const road = roadTo(() => url, dataDir)
  const devices: { device: TestDevice; site: number }[] = []
  for (const [agent, site] of desks) devices.push({ device: await createTestDevice(road, agent), site })
  const clerk = await createTestDevice(road, 'khadija')
  const serials = new Map<number, number>()
  const file = async ({ device, site }: (typeof devices)[number], packId?: string): Promise<string> => {
    const serial = serials.get(site) ?? 0
    serials.set(site, serial + 1)
    return (await fileDossier(device, serial, packId, site)).dossier
  }
  let left = dossiers
  for (const [day, share] of days.entries()) {
    const today = day === days.length - 1 ? left : Math.floor(dossiers * share)
    left -= today
    const forPapers: string[] = []
    for (let one = 0; one < today; one++) {
      const desk = devices[one % devices.length]
      if (!desk) continue
      if (one < papersADay) forPapers.push(await file(desk, paperPack))
      else await file(desk)
    }
    for (const { device } of devices) {
      await device.cut()
      await settle(() => device.push())
    }
    await issue(clerk, forPapers)
    tell(`Jour ${day + 1} : ${today} demandes déposées, ${forPapers.length} papiers délivrés.`)
    if (day < days.length - 1) await backUp(shelf, dataDir)
  }
  return { dataDir, shelf, server }
}

const issue = async (clerk: TestDevice, dossiers: readonly string[]): Promise<void> => {
  await settle(() => clerk.sync())
  for (const dossier of dossiers) {
    await clerk.act(dossier, 'decided', { outcome: 'accepted' })
    await clerk.act(dossier, 'issued', { document: 'extract' })
  }
  await settle(() => clerk.sync())
  if (clerk.disk.held.size > 0) throw new Error('the made-up office wrote what the rules refuse')
}

const backUp = async (shelf: string, dataDir: string): Promise<void> => {
  const made = await runCommand('backup', '--to', shelf, '--data', dataDir)
  if (made.code !== 0) throw new Error(made.said)
}
