// One seeded schedule: three people, one server, a bad link, some dying tabs; then the faults stop and everything that
// was promised is checked. The same seed gives the same schedule, to the byte.
import { simDirectory } from './commune.ts'
import { createFakeKey } from './crypto.ts'
import { createDevice, TabDied, type FakeDevice } from './device.ts'
import { findFalseAcknowledgements, findFinalFaults } from './invariants.ts'
import { honest, type Plan } from './mutants.ts'
import { createNetwork } from './network.ts'
import { createRng } from './random.ts'
import { createServerDisk } from './server-disk.ts'
import { toBase64UrlEncoded } from 'lib0/buffer'

export interface ScheduleResult {
  readonly seed: number
  /** Empty when every promise held. */
  readonly faults: readonly string[]
  /** Rows written, packets cut, rows held, tabs that died: that the schedule did something. */
  readonly rows: number
  readonly packets: number
  readonly held: number
  readonly deaths: number
}

export const runSchedule = async (seed: number, plan: Plan = honest, steps = 150): Promise<ScheduleResult> => {
  const rng = createRng(seed)
  const faults = new Set<string>()
  const people = simDirectory.agents.map((agent) => ({
    agent,
    device: toBase64UrlEncoded(rng.bytes(16)),
    key: createFakeKey(`${agent.id}-${seed}`),
  }))
  const agentKeys = new Map(people.map(({ agent, device, key }) => [`${device}|${agent.id}`, key.publicKey]))
  const server = createServerDisk({ directory: simDirectory, agentKeys }, { counter: 1, random: 'first' })
  const network = createNetwork(rng, server, plan)
  const devices = people.map(({ agent, device, key }) => createDevice(rng, network, plan, agent, key, device))
  let deaths = 0

  const step = async (device: FakeDevice): Promise<void> => {
    device.setMortality(0.006)
    try {
      await doSomething(device)
    } catch (cause) {
      if (!(cause instanceof TabDied)) throw cause
      deaths++
      device.die()
    }
    device.setMortality(0)
    for (const fault of await findFalseAcknowledgements(server, device)) faults.add(fault)
  }
  const doSomething = async (device: FakeDevice): Promise<void> => {
    if (!device.isOpen()) return rng.chance(0.3) ? void (await device.sync()) : device.unlock()
    const what = rng.weighted([
      [6, 'create'],
      [34, 'answer'],
      [22, 'act'],
      [24, 'sync'],
      [4, 'lock'],
      [1, 'die'],
      [4, 'late'],
      [6, 'relay'],
    ] as const)
    if (what === 'create') await device.create()
    else if (what === 'answer') await device.answer()
    else if (what === 'act') await device.act()
    else if (what === 'sync') await device.sync()
    else if (what === 'lock') await device.lock()
    else if (what === 'late') await network.deliverLate()
    else if (what === 'relay') await network.relay(device.disk.packets.slice(-6))
    else {
      deaths++
      device.die()
    }
  }

  for (let count = 0; count < steps; count++) await step(rng.pick(devices))
  network.heal()
  for (const fault of await settle(devices)) faults.add(fault)
  for (const fault of await findFinalFaults(server, devices)) faults.add(fault)
  const all = [...server.log.values()]
  return {
    seed,
    faults: [...faults],
    rows: devices.reduce((sum, { disk }) => sum + disk.rows.length, 0),
    packets: devices.reduce((sum, { disk }) => sum + disk.packets.length, 0),
    held: all.filter((row) => row.held !== null).length,
    deaths,
  }
}

/** Everybody syncs until nothing moves. More rounds than that means that something is stuck. */
const settle = async (devices: readonly FakeDevice[]): Promise<readonly string[]> => {
  for (let round = 0; round < 12; round++) {
    let quiet = true
    for (const device of devices) {
      if (!device.isOpen()) await device.unlock()
      const outcome = await device.sync()
      if (outcome.type !== 'synced') return [`${device.agent.id} cannot sync on a good link: ${outcome.type}`]
      const { report } = outcome
      if (report.sent > 0 || report.pulled > 0 || report.again) quiet = false
      if (report.damaged > 0) return [`${device.agent.id} was sent ${report.damaged} entries it cannot read`]
      if (report.forked.length > 0) return [`${device.agent.id} was told of a fork`]
    }
    if (quiet) return []
  }
  return ['the devices do not come to rest']
}
