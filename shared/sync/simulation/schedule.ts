// One seeded schedule: three to six people of three roles, a server that is killed, restored and doubled, a bad link,
// dying tabs, profiles put back, wrong clocks; then the faults stop and everything that was promised is checked. The
// same seed gives the same schedule, to the byte.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Agent } from '../../access/directory.ts'
import type { ActKind } from '../../procedure/workflow.ts'
import { simDirectory } from './commune.ts'
import { createFakeKey } from './crypto.ts'
import { createDevice, TabDied, type FakeDevice } from './device.ts'
import { hostileRequest } from './hostile.ts'
import { findFalseAcknowledgements, findFinalFaults, whatDiffers } from './invariants.ts'
import { findNumberFaults } from './numbers.ts'
import { createNetwork, type FakeNetwork } from './network.ts'
import { honest, type Plan } from './plan.ts'
import { createRng, type Rng } from './random.ts'
import { readAct } from './read-act.ts'
import { createWorld, type World } from './world.ts'

export interface ScheduleResult {
  readonly seed: number
  /** Empty when every promise held. */
  readonly faults: readonly string[]
  /** What the schedule did: its silence means nothing otherwise. */
  readonly counts: Counts
}

export interface Counts {
  readonly rows: number
  readonly packets: number
  readonly held: number
  readonly deaths: number
  readonly kills: number
  readonly restores: number
  readonly silent: number
  readonly splits: number
  readonly profiles: number
  readonly hostile: number
  /** Syncs in which more than one request was under way. */
  readonly together: number
  readonly repairs: number
  readonly forks: number
  readonly numbers: number
  /** Held entries that the readers of their dossier were told of. */
  readonly told: number
  readonly erasures: number
}

/** Which faults a schedule has at all: a few at a time find more than all at once. */
interface Character {
  readonly lives: boolean
  readonly silent: boolean
  readonly twins: boolean
  readonly profiles: boolean
  readonly hostile: boolean
  readonly oldDevices: boolean
}

const characterOf = (rng: Rng): Character => {
  const lives = rng.chance(0.45)
  const profiles = rng.chance(0.35)
  const silent = rng.chance(0.15)
  return {
    lives,
    silent,
    twins: lives && rng.chance(0.4),
    profiles,
    hostile: rng.chance(0.3),
    // A device from before digests cannot bring back what others wrote: it is tried where nothing of theirs is lost.
    oldDevices: !lives && !profiles && !silent && rng.chance(0.4),
  }
}

const peopleOf = (rng: Rng): readonly Agent[] => {
  const all = simDirectory.agents
  const some = all.filter(({ id }) => id === 'mediator-a' || id === 'clerk-c')
  const others = all.filter((agent) => !some.includes(agent)).sort(() => rng.next() - 0.5)
  return [...some, ...others.slice(0, 1 + rng.below(4))]
}

export const runSchedule = async (seed: number, plan: Plan = honest, steps = 150): Promise<ScheduleResult> => {
  const rng = createRng(seed)
  const faults = new Set<string>()
  const character = characterOf(rng)
  // Not drawn: what other seeds do stays as it was.
  const erases = seed % 3 === 2
  const people = peopleOf(rng).map((agent) => ({
    agent,
    device: toBase64UrlEncoded(rng.bytes(16)),
    key: createFakeKey(`${agent.id}-${seed}`),
  }))
  const agentKeys = new Map(people.map(({ agent, device, key }) => [`${device}|${agent.id}`, key.publicKey]))
  const rogue = { device: toBase64UrlEncoded(rng.bytes(16)), key: createFakeKey(`rogue-${seed}`) }
  agentKeys.set(`${rogue.device}|mediator-b`, rogue.key.publicKey)
  const orders = { revoked: false, erase: false, leaseDays: 45, lentTo: null }
  const known = new Map(people.map(({ device, key }) => [device, { publicKey: key.publicKey, orders }]))
  const world = createWorld(rng, { directory: simDirectory, agentKeys, devices: known }, plan)
  const network = createNetwork(rng, world, plan)
  const devices = people.map(({ agent, device, key }) =>
    createDevice(rng, network, plan, agent, key, device, character.oldDevices && rng.chance(0.5) ? 1 : 2),
  )
  const counts = { deaths: 0, profiles: 0, hostile: 0, together: 0, repairs: 0, forks: 0 }

  const sync = async (device: FakeDevice): Promise<void> => {
    const outcome = await device.sync()
    if (outcome.type !== 'synced') return
    if (outcome.report.exchanges > 1) counts.together++
    if (outcome.report.repair !== 'none') counts.repairs++
    counts.forks += outcome.report.forked.length
  }
  const attack = async (): Promise<void> => {
    const [agent, other] = [simDirectory.agents[1], simDirectory.agents[0]]
    const victim = rng.pick(devices).disk
    const dossiers = victim.dossiers()
    if (!agent || !other || dossiers.length === 0) return
    counts.hostile++
    const dossier = rng.pick(dossiers)
    const target = { dossier, entries: victim.entriesOf(dossier) }
    await network.throwAt(await hostileRequest(rng, rogue.device, agent, rogue.key, other, target))
  }
  const step = async (device: FakeDevice): Promise<void> => {
    device.setMortality(0.006)
    try {
      await doSomething(device)
    } catch (cause) {
      if (!(cause instanceof TabDied)) throw cause
      counts.deaths++
      device.die()
    }
    device.setMortality(0)
    await network.quiet()
    for (const fault of await findFalseAcknowledgements(world, device, character.silent)) faults.add(fault)
  }
  const doSomething = async (device: FakeDevice): Promise<void> => {
    if (!device.isOpen()) return rng.chance(0.3) ? sync(device) : device.unlock()
    const what = rng.weighted([
      [6, 'create'],
      [34, 'answer'],
      [22, 'act'],
      [10, 'cut'],
      [24, 'sync'],
      [4, 'lock'],
      [1, 'die'],
      [4, 'late'],
      [6, 'relay'],
      [3, 'backup'],
      [character.lives ? 1.5 : 0, 'restore'],
      [character.silent ? 1 : 0, 'silent'],
      [character.twins ? 2 : 0, 'split'],
      [character.profiles ? 8 : 0, 'copy'],
      [character.profiles ? 5 : 0, 'go back'],
      [character.hostile ? 6 : 0, 'attack'],
      [erases ? 3 : 0, 'erase'],
    ] as const)
    if (what === 'create') await device.create()
    else if (what === 'answer') await device.answer()
    else if (what === 'act') await device.act()
    else if (what === 'cut') await device.cut()
    else if (what === 'sync') await sync(device)
    else if (what === 'lock') await device.lock()
    else if (what === 'late') await network.deliverLate()
    else if (what === 'relay') await network.relay(device.disk.packets.slice(-6))
    else if (what === 'backup') world.backup()
    else if (what === 'restore' || what === 'silent') {
      const isOneLine = world.counts.silent + world.counts.splits === 0
      const given = findNumberFaults(world.main.disk, world.epoch().counter, { isWhole: false, isOneLine })
      for (const fault of given) faults.add(fault)
      world.restore(what === 'silent')
    } else if (what === 'split') world.split()
    else if (what === 'copy') device.copyProfile()
    else if (what === 'attack') await attack()
    else if (what === 'erase') await world.erase()
    else if (what === 'go back') {
      counts.profiles++
      device.restoreProfile()
    } else {
      counts.deaths++
      device.die()
    }
  }

  for (let count = 0; count < steps; count++) await step(rng.pick(devices))
  await heal(network, world)
  for (const fault of await settle(world, devices)) faults.add(fault)
  await world.numberLate()
  // Days later, everybody sits down again.
  for (const device of devices) await device.lock()
  for (const fault of await settle(world, devices)) faults.add(fault)
  for (const fault of await findFinalFaults(world, devices, rogue.device)) faults.add(fault)
  const countOf = (kind: ActKind): number =>
    [...world.main.disk.log.values()].filter((row) => readAct(row.bytes)?.kind === kind).length
  return {
    seed,
    faults: [...faults],
    counts: {
      ...counts,
      ...world.counts,
      rows: devices.reduce((sum, { disk }) => sum + disk.ever.length, 0),
      packets: devices.reduce((sum, { disk }) => sum + disk.packets.length, 0),
      held: [...world.main.disk.log.values()].filter((row) => row.held !== null).length,
      numbers: countOf('numbered'),
      told: countOf('entry-held'),
    },
  }
}

const heal = async (network: FakeNetwork, world: World): Promise<void> => {
  network.heal()
  world.heal()
  world.unite()
}

/** Everybody syncs until nothing moves. More rounds than that means that something is stuck. */
const settle = async (world: World, devices: readonly FakeDevice[]): Promise<readonly string[]> => {
  for (let round = 0; round < 25; round++) {
    let quiet = true
    for (const device of devices) {
      if (!device.isOpen()) await device.unlock()
      const outcome = await device.sync()
      if (outcome.type !== 'synced') return [`${device.agent.id} cannot sync on a good link: ${outcome.type}`]
      const { report } = outcome
      if (report.sent > 0 || report.pulled > 0 || report.again || !device.isOpen()) quiet = false
      if (report.damaged > 0) return [`${device.agent.id} was sent ${report.damaged} entries it cannot read`]
      if (report.repair === 'given-up')
        return [`${device.agent.id} and the server do not come to agree: ${await whatDiffers(world, device)}`]
      if (report.unclaimed > 0 && round === 24)
        return [`${device.agent.id} has ${report.unclaimed} rows nobody can send`]
    }
    if (quiet) return []
  }
  return ['the devices do not come to rest']
}
