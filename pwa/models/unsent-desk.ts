// The device's side of what is not yet sent: counting it, putting the outbox on a stick, taking in the answer, and
// carrying another kiosk's file. Nothing leaves the disk by it: packets stay until heads say that they are there.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { takeStickAnswer } from '../../shared/sync/stick-answer.ts'
import {
  parseStickAnswers,
  parseStickFile,
  stickLimits,
  stickName,
  type StickFile,
} from '../../shared/sync/stick-file.ts'
import type { ClientPorts } from '../../shared/sync/client-ports.ts'
import type { OutboxPacket } from '../../shared/sync/ports.ts'
import type { Database } from '../storage/database.ts'
import type { Queue } from '../storage/queue.ts'
import { noSync, readMeta, writeMeta } from '../storage/meta.ts'
import { addStick, readSticks } from '../storage/sticks.ts'
import { readWaiting } from '../storage/unsent.ts'
import { carryStick } from '../sync/stick-carry.ts'
import { openAnswer, sealStick } from '../sync/stick-seal.ts'
import type { Device } from './device.ts'
import { waitsForSupervisor } from './people-here.ts'
import { setUnsentDesk } from './unsent.ts'
import type { FileTaken, StickMade, UnsentDesk } from './unsent.ts'

/** For a device that this tab holds. `turns`: nothing is unlocked, locked or enrolled meanwhile. */
export const openUnsentDesk = (database: Database, device: Pick<Device, 'alone' | 'loop'>, turns: Queue): void =>
  setUnsentDesk(
    createUnsentDesk({
      database,
      alone: (work) => turns.run(() => device.alone(work)),
      send: device.loop.now,
      toApprove: () => waitsForSupervisor.peek(),
      now: () => new Date().toISOString(),
    }),
  )

interface UnsentParts {
  readonly database: Database
  /** Runs with no sync on its way, after an open session has cut what it wrote. */
  alone<T>(work: (ports: ClientPorts) => Promise<T>): Promise<T | null>
  /** A round of the loop; resolves when it ended. */
  send(): Promise<void>
  /** Whether somebody here still waits for the supervisor. */
  toApprove(): boolean
  now(): string
}

const createUnsentDesk = ({ database, alone, send, toApprove, now }: UnsentParts): UnsentDesk => {
  const put = async ({ disk, random }: ClientPorts): Promise<StickMade | null> => {
    const [device, serverKey] = [await readMeta(database, 'device'), await readMeta(database, 'server-key')]
    const waiting = await disk.outbox()
    const packets = waiting.slice(0, howManyFit(waiting))
    if (!device || serverKey === null || packets.length === 0) return null
    const number = ((await readSticks(database)).at(-1)?.number ?? 0) + 1
    const [id, secret] = [toBase64UrlEncoded(random(16)), random(32)]
    const content = { id, secret, device: device.id, number, packets: packets.map((packet) => packet.bytes) }
    const bytes = await sealStick(serverKey, content)
    await addStick(database, { number, id, secret, at: now(), upTo: lastOfEach(packets) })
    const name = stickName(device.id, number, 'outbox')
    return { name, bytes, packets: packets.length, left: waiting.length - packets.length }
  }

  const takeAnswer = async (
    { disk }: ClientPorts,
    file: Extract<StickFile, { type: 'answer' }>,
  ): Promise<FileTaken> => {
    const mark = (await readSticks(database)).find((one) => one.id === file.id)
    const opened = mark && (await openAnswer(file, mark.secret))
    const answers = opened && parseStickAnswers(opened)
    if (!answers?.ok) return { type: 'not-ours' }
    const before = (await readMeta(database, 'sync')) ?? noSync
    const taken = await takeStickAnswer(disk, file.id, answers.value)
    // A stick is no contact: the time of the last one stays.
    const after = await readMeta(database, 'sync')
    if (after) await writeMeta(database, 'sync', { ...after, lastSync: before.lastSync })
    if (!taken.ok) return { type: taken.error === 'foreign' ? 'not-ours' : taken.error }
    const { received, refused } = taken.value
    if (received === 0 && refused.length === 0) return { type: 'nothing-new' }
    return { type: 'received', packets: received, refused: refused.length }
  }

  return {
    read: async () => ({ ...(await readWaiting(database)), toApprove: toApprove() }),
    exportStick: () => alone(put),
    takeFile: async (bytes) => {
      const file = parseStickFile(bytes)
      if (!file.ok) return { type: 'malformed' }
      const { value } = file
      if (value.type === 'outbox') return carryStick(bytes)
      return (await alone((ports) => takeAnswer(ports, value))) ?? { type: 'not-ours' }
    },
    send,
  }
}

/** The oldest first, within what a server takes at once. */
const howManyFit = (packets: readonly OutboxPacket[]): number => {
  let size = 64 * 1024
  const over = packets.findIndex((packet, at) => {
    size += packet.bytes.length + 8
    return size > stickLimits.fileBytes || at >= stickLimits.packets
  })
  return over === -1 ? packets.length : over
}

const lastOfEach = (packets: readonly OutboxPacket[]): { incarnation: string; n: number }[] =>
  [...Map.groupBy(packets, (packet) => packet.incarnation)].map(([incarnation, own]) => ({
    incarnation,
    n: Math.max(...own.map((packet) => packet.n)),
  }))
