// One load: a commune of so many devices, an hour of its work in little, then everybody at once; and what it cost.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { createRng } from '../../shared/sync/simulation/random.ts'
import { setUpLoad } from './commune.ts'
import { greet, rush, work, type Heard } from './crowd.ts'
import { createLightDevice, type LightDevice } from './light-device.ts'
import type { Ground } from './places.ts'
import { prepare } from './prepared.ts'
import { costOf, memoryOf, serve, type Cost } from './served.ts'
import { sum } from './percentiles.ts'
import { sittingOf, type Sitting } from './sittings.ts'

export interface Plan {
  readonly devices: number
  /** Of the paced part. */
  readonly seconds: number
  /** A device syncs about every so many seconds. */
  readonly everyS: number
  /** Dossiers of each device, sent at once at the end, and how many of them go in one packet. */
  readonly each: number
  readonly inPacket: number
}

export interface Outcome {
  readonly plan: Plan
  readonly hello: Heard
  readonly points: Heard
  readonly offices: Heard
  readonly rush: Heard
  readonly rushSeconds: number
  readonly rushDossiers: number
  /** Of the paced part and of the rush, in milliseconds of a processor. */
  readonly workCpuMs: number
  readonly rushCpuMs: number
  /** The server's processes before anybody came and at their highest, the database's at the end. */
  readonly memory: { readonly idleMb: number; readonly serverMb: number; readonly databaseMb: number }
  readonly diskBytesEach: number
}

export const runLoad = async (ground: Ground, plan: Plan): Promise<Outcome> => {
  if (plan.each % plan.inPacket !== 0) throw new RangeError('--each is no multiple of --in-packet')
  const place = await ground.newPlace()
  const folder = await place.open()
  const { mediators, clerks } = await setUpLoad(folder.db, plan.devices)
  const sealKey = toBase64UrlEncoded(folder.keys.sealKey)
  await folder.close()
  // One dossier a sync while people work: a little more than they will come to.
  const turns = Math.ceil(plan.seconds / plan.everyS / 0.5) + 1
  const packets = [
    ...Array.from({ length: turns }, () => 1),
    ...Array.from({ length: plan.each / plan.inPacket }, () => plan.inPacket),
  ]
  const sittings = await prepare({ members: mediators.map((member) => ({ member, packets })), first: 0, sealKey })
  const readers = await Promise.all(
    clerks.map(async (member): Promise<Sitting> => ({ ...(await sittingOf(member)), member, packets: [] })),
  )
  const before = await place.bytes()
  const server = await serve(place.env)
  const open = (one: Sitting): Promise<LightDevice> => createLightDevice(server.port, one, { epoch: null, cursor: 0 })
  const [points, offices] = [await Promise.all(sittings.map(open)), await Promise.all(readers.map(open))]
  const everyone = [...points, ...offices]
  try {
    const idleMb = server.cost().peakMb
    const { seconds, everyS } = plan
    const chance = createRng(plan.devices).next
    const hello = await greet(everyone)
    const marks = [both(server.cost(), ground)]
    const spared = plan.each / plan.inPacket
    const [atPoints, atOffices] = await Promise.all([
      work(points, { seconds, everyS, spared, chance }),
      work(offices, { seconds, everyS, spared, chance }),
    ])
    marks.push(both(server.cost(), ground))
    const rushDossiers = sum(points.map((device) => device.left() - spared + plan.each))
    const from = performance.now()
    const heard = await rush(points, 4)
    const rushSeconds = (performance.now() - from) / 1000
    marks.push(both(server.cost(), ground))
    for (const device of everyone) device.close()
    const { ownMb, sharedMb } = memoryOf(ground.pids)
    const memory = { idleMb, serverMb: server.cost().peakMb, databaseMb: ownMb + sharedMb }
    await server.stop()
    const dossiers = plan.devices * (turns + plan.each)
    const [a = 0, b = 0, c = 0] = marks
    return {
      plan,
      hello,
      points: atPoints,
      offices: atOffices,
      rush: heard,
      rushSeconds,
      rushDossiers,
      workCpuMs: b - a,
      rushCpuMs: c - b,
      memory,
      diskBytesEach: ((await place.bytes()) - before) / dossiers,
    }
  } finally {
    await server.stop()
  }
}

const both = (server: Cost, { pids }: Ground): number => server.cpuMs + costOf(pids).cpuMs
