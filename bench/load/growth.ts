// The same work on a log that grows: copies of one commune with 10⁴, 10⁵, 10⁶ requests in them, a server on each, and the
// same syncs to each in turn, so that whatever else the machine does falls on all of them alike.
import { setTimeout as pause } from 'node:timers/promises'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { createRng } from '../../shared/sync/simulation/random.ts'
import { lastNumber } from '../../sync-server/store/counters.ts'
import { readFact } from '../../sync-server/store/meta.ts'
import type { Epoch } from '../../shared/sync/ports.ts'
import { entriesOf } from '../sync/dossiers.ts'
import { setUpLoad, type Member } from './commune.ts'
import { createFiller, type Filler } from './fill.ts'
import { createLightDevice, type LightDevice } from './light-device.ts'
import { filledToken, noteOn } from './moulds.ts'
import type { Ground, Place } from './places.ts'
import { costOf, serve, type Served } from './served.ts'
import { beacon, cutLots, factsAt, sittingOf, type Sitting } from './sittings.ts'

/** What is done to each size, and how many times in a round. */
export const works = [
  'a point brings a request',
  'an office writes on an old one',
  'nothing new',
  'a citizen looks',
] as const
export type Work = (typeof works)[number]

export interface GrowthPlan {
  readonly sizes: readonly number[]
  readonly rounds: number
  /** Of each work in a round. */
  readonly each: number
  readonly points: number
}

export interface Grown {
  readonly size: number
  readonly bytes: number
  readonly fillSeconds: number
  /** What each request and a note on another took of the disk, one to a packet; not a number before the end. */
  liveBytesEach: number
  readonly tallies: ReadonlyMap<Work, Tally>
}

export interface Tally {
  /** Milliseconds of each, as its device waited for it. */
  readonly times: number[]
  /** Of all of them, in the server, its processes and the database's. */
  cpuMs: number
}

interface Size extends Grown {
  readonly place: Place
  readonly server: Served
  readonly point: LightDevice
  readonly office: LightDevice
  readonly reader: LightDevice
}

export const runGrowth = async (
  ground: Ground,
  plan: GrowthPlan,
  told: (line: string) => void,
): Promise<readonly Grown[]> => {
  const filled = await fillAll(ground, plan, told)
  const sizes: Size[] = []
  try {
    for (const one of filled) sizes.push(await open(plan, one))
    // A server that starts looks round first.
    await pause(5000)
    const rng = createRng(plan.rounds)
    // The first round is not counted: programs warm up.
    for (let round = 0; round <= plan.rounds; round++) {
      // Not always the same one first.
      const order = round % 2 === 0 ? sizes : sizes.toReversed()
      for (const work of works)
        for (const size of order) await measure(ground, size, work, plan.each, rng.next, round > 0)
    }
    for (const size of sizes) {
      await size.server.stop()
      size.liveBytesEach = ((await size.place.bytes()) - size.bytes) / (plan.each * (plan.rounds + 1))
    }
    return sizes
  } finally {
    for (const { server } of sizes) await server.stop()
  }
}

interface Filled {
  readonly place: Place
  readonly size: number
  readonly bytes: number
  readonly fillSeconds: number
  readonly filler: Filler
  readonly mediator: Member
  readonly clerk: Member
}

const fillAll = async (
  ground: Ground,
  { sizes, points }: GrowthPlan,
  told: (line: string) => void,
): Promise<readonly Filled[]> => {
  let place = await ground.newPlace()
  const first = await place.open()
  const commune = await setUpLoad(first.db, points)
  await first.close()
  const filler = createFiller(commune)
  const [mediator, clerk] = [commune.mediators[0], commune.clerks[0]]
  if (!mediator || !clerk) throw new Error('a commune without people')
  const filled: Filled[] = []
  for (const [at, size] of sizes.entries()) {
    const from = performance.now()
    const folder = await place.open()
    let said = from
    await filler.fill(folder.db, sizes[at - 1] ?? 0, size, (done) => {
      if (performance.now() - said < 10_000) return
      said = performance.now()
      told(`${done} of ${size}, ${Math.round((said - from) / 1000)} s`)
    })
    await folder.close()
    const fillSeconds = (performance.now() - from) / 1000
    const bytes = await place.bytes()
    told(`${size} requests: ${(bytes / 1e6).toFixed(0)} MB in ${fillSeconds.toFixed(0)} s`)
    filled.push({ place, size, bytes, fillSeconds, filler, mediator, clerk })
    if (at < sizes.length - 1) place = await place.copy()
  }
  return filled
}

/** Its server, and its devices with everything they will send. */
const open = async (plan: GrowthPlan, filled: Filled): Promise<Size> => {
  const { place, size, mediator, clerk, filler } = filled
  const folder = await place.open()
  const sealKey = toBase64UrlEncoded(folder.keys.sealKey)
  const epoch = await readFact(folder.db, 'epoch')
  const known = async ({ unit }: Member): Promise<{ epoch: Epoch | null; cursor: number }> => ({
    epoch,
    cursor: await lastNumber(folder.db, `unit:${unit}`),
  })
  const [atPoint, atOffice] = [await known(mediator), await known(clerk)]
  await folder.close()
  const count = plan.each * (plan.rounds + 1)
  const rng = createRng(size)
  const point = await sittingWith(mediator, sealKey, count, (at, incarnation) => {
    const { agent, device, unit, role } = mediator
    const facts = factsAt(at, mediator, at)
    return entriesOf(facts, { agent, device, unit, role, incarnation, beacon })
  })
  const office = await sittingWith(clerk, sealKey, count, () => {
    const { office: entry, last } = oldOne(filler, clerk, Math.floor(rng.next() * size))
    return [noteOn(entry.dossier, last, clerk)]
  })
  const reader = await sittingWith(clerk, sealKey, 0, () => [])
  const server = await serve({ ...place.env, TRUST_PROXY: '1' })
  return {
    ...filled,
    liveBytesEach: NaN,
    server,
    point: await createLightDevice(server.port, point, atPoint),
    office: await createLightDevice(server.port, office, atOffice),
    reader: await createLightDevice(server.port, reader, atOffice),
    tallies: new Map(works.map((work) => [work, { times: [], cpuMs: 0 }])),
  }
}

/** A request of that clerk's office, at or after that number. */
const oldOne = (filler: Filler, clerk: Member, from: number) => {
  for (let i = from; ; i = i > 0 ? i - 1 : 0) {
    const { member, cast } = filler.cast(i)
    if (member.office === clerk.unit) return cast
  }
}

const sittingWith = async (
  member: Member,
  sealKey: string,
  count: number,
  lot: (at: number, incarnation: string) => ReturnType<typeof entriesOf>,
): Promise<Sitting> => {
  const keys = await sittingOf(member)
  const packets = await cutLots(
    keys,
    sealKey,
    Array.from({ length: count }, (_, at) => lot(at, keys.incarnation)),
  )
  const { incarnation, certificate } = keys
  return { member, incarnation, certificate, packets: packets.map((packet) => ({ ...packet, dossiers: 1 })) }
}

const measure = async (
  ground: Ground,
  size: Size,
  work: Work,
  each: number,
  chance: () => number,
  counts: boolean,
): Promise<void> => {
  const cpu = (): number => size.server.cost().cpuMs + costOf(ground.pids).cpuMs
  const before = cpu()
  const times: number[] = []
  for (let at = 0; at < each; at++) times.push(await once(size, work, chance))
  const tally = size.tallies.get(work)
  if (!counts || !tally) return
  tally.times.push(...times)
  tally.cpuMs += cpu() - before
}

const once = async (size: Size, work: Work, chance: () => number): Promise<number> => {
  switch (work) {
    case 'a point brings a request':
      return (await size.point.sync(1)).ms
    case 'an office writes on an old one':
      return (await size.office.sync(1)).ms
    case 'nothing new':
      return (await size.reader.sync(0)).ms
    case 'a citizen looks': {
      const token = filledToken(Math.floor(chance() * size.size))
      const from = performance.now()
      // Each citizen has an address of their own: one that asks much is slowed down.
      const address = Array.from({ length: 4 }, () => 1 + Math.floor(chance() * 254)).join('.')
      const answer = await fetch(`http://127.0.0.1:${size.server.port}/s/${token}`, {
        headers: { 'X-Forwarded-For': address },
      })
      const page = await answer.text()
      if (answer.status !== 200 || page.length < 500) throw new Error(`status page: ${answer.status}`)
      return performance.now() - from
    }
  }
}
