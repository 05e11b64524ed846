// The server is killed with SIGKILL again and again while devices write and sync, and started again on the same folder.
// What any device saw acknowledged must be there each time: in the files themselves, before anything can repair them,
// and for a new device that reads everything through sync.
import { setTimeout as pause } from 'node:timers/promises'
import { createTestDevice } from '../testing/test-device.ts'
import { launchServer, roadTo, type ServerProcess } from './server-process.ts'
import { readStored } from './stored.ts'
import { createDiary, createWriter, settle, type Diary, type Writer } from './writer.ts'

export interface KillReport {
  readonly rounds: number
  /** Of the rounds: killed before the server listened. */
  readonly duringStart: number
  readonly packets: number
  readonly entries: number
  /** New devices that read everything back. */
  readonly readers: number
  /** What was acknowledged and is not there. Must be empty. */
  readonly lost: readonly string[]
}

interface Plan {
  readonly dataDir: string
  readonly rounds: number
  /** A new device reads everything after each so many kills. */
  readonly readEvery: number
  readonly tell?: (line: string) => void
}

export const runKillRounds = async ({ dataDir, rounds, readEvery, tell }: Plan): Promise<KillReport> => {
  let url: string | null = null
  let running: ServerProcess | null = null
  const road = roadTo(() => url, dataDir)
  const start = async (): Promise<ServerProcess> => {
    running = launchServer({ dataDir })
    url = await running.ready
    return running
  }
  const diary = createDiary()
  const lost = new Set<string>()
  let [duringStart, readers, serial] = [0, 0, 0]
  let onAcknowledged = (): void => undefined
  const readAll = async (): Promise<void> => {
    for (const missing of await missingForNewDevices(road, diary)) lost.add(missing)
    readers += 2
  }

  try {
    const first = await start()
    const writers = await Promise.all(
      (['fatima', 'fatima', 'lahcen', 'lahcen'] as const).map((agent) =>
        createWriter(
          road,
          agent,
          diary,
          () => serial++,
          () => onAcknowledged(),
        ),
      ),
    )
    let server = first
    for (let round = 1; round <= rounds; round++) {
      // In the very moment of an acknowledgement, or at any other.
      let left = Math.ceil(chance(0, 12))
      const killed = new Promise<void>((resolve) => {
        onAcknowledged = () => {
          if (--left === 0) resolve(server.kill())
        }
        if (round % 3 === 0) void pause(chance(30, 600)).then(() => resolve(server.kill()))
      })
      await Promise.all([killed, ...writers.map(writeUntilUnreachable)])
      onAcknowledged = () => undefined
      url = null
      for (const missing of await missingInFiles(dataDir, diary)) lost.add(missing)

      // A start is killed too: in the reading back of the log, in the migrations, in the first writes.
      if (round % 5 === 0) {
        const early = launchServer({ dataDir })
        await pause(chance(50, 900))
        await early.kill()
        duringStart++
      }
      server = await start()
      if (round % readEvery === 0) await readAll()
      if (round % 10 === 0) tell?.(`${round} kills, ${diary.packets.size} packets acknowledged, ${lost.size} lost`)
    }
    for (const writer of writers) await writer.settle()
    await readAll()
    await server.stop()
    for (const missing of await missingInFiles(dataDir, diary)) lost.add(missing)
  } finally {
    await (running as ServerProcess | null)?.kill()
  }
  return {
    rounds,
    duringStart,
    packets: diary.packets.size,
    entries: diary.entries.size,
    readers,
    lost: [...lost],
  }
}

const chance = (least: number, most: number): number => least + Math.random() * (most - least)

const writeUntilUnreachable = async (writer: Writer): Promise<void> => {
  while (await writer.writeAndSync());
}

const missingInFiles = async (dataDir: string, diary: Diary): Promise<readonly string[]> => {
  const stored = await readStored(dataDir)
  return [
    ...(stored.integrity === 'ok' ? [] : [stored.integrity]),
    ...[...diary.packets].filter((hash) => !stored.packets.has(hash)).map((hash) => `packet ${hash}`),
    ...[...diary.entries.keys()].filter((id) => !stored.entries.has(id)).map((id) => `entry ${id}`),
  ]
}

/** One new device a unit; drafts come as they were, since each dossier here has one. */
const missingForNewDevices = async (
  road: Parameters<typeof createTestDevice>[0],
  diary: Diary,
): Promise<readonly string[]> => {
  const missing: string[] = []
  for (const agent of ['fatima', 'lahcen']) {
    const reader = await createTestDevice(road, agent)
    await settle(reader.sync)
    const { unit } = reader.enrolled.agent
    for (const [id, of] of diary.entries)
      if (of === unit && !reader.disk.pulled.has(id)) missing.push(`entry ${id} for a new device`)
  }
  return missing
}
