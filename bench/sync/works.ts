// The works, the same for everybody. On a link: a first push, the death of the server, a first pull, the return after
// edits on both sides, nothing new; a first push again on a link that is cut; then without a link a crowd of devices.
// It must never know how a contender does it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Contender, Device, Served } from './contender.ts'
import { createLink, profiles, type Link } from './link.ts'
import { lossesOn } from './losses.ts'
import type { Counts, Shape } from './link-thread.ts'
import { bytesIn } from './server-process.ts'
import { contestedOf, editsOf, factsFrom, openDossiers } from './workload.ts'

export interface Plan {
  readonly dossiers: number
  readonly capS: number
  readonly seed: number
  readonly devices: number
  readonly each: number
  readonly folder: string
}

export type Profile = '2g' | '3g'
export const linkWorks = ['push', 'pull', 'return', 'nothing', 'cuts'] as const
export type LinkWork = (typeof linkWorks)[number]

export interface Timing {
  readonly seconds: number
  /** False when the time was up first. */
  readonly ended: boolean
  /** Then, of a push or a pull: whole dossiers at the other end. */
  readonly arrived: number | null
  readonly upKb: number
  readonly downKb: number
  readonly requests: number
  readonly cuts: number
  /** First push: dossiers the server did not have when it was killed right after its last answer. */
  readonly lostByKill: number | null
  /** Return: of the 30 contested facts, on the worse of the two devices. */
  readonly facts: { readonly lost: number; readonly hidden: number } | null
}

export interface Crowd {
  readonly perSecond: number
  readonly serverMsEach: number
  readonly peakRssMb: number
  readonly diskBytesEach: number
  readonly lostByKill: number
}

/** What is not timed goes over a good link, not over none: no contender is built for answers in no time. */
const good: Shape = { roundTripMs: 20, downKbit: 100_000, upKbit: 100_000, cuts: null }

interface Place {
  readonly link: Link
  readonly device: Device
}

const openPlace = async (
  contender: Contender,
  served: Served,
  folder: string,
  ids: () => readonly string[],
): Promise<Place> => {
  mkdirSync(folder, { recursive: true })
  const link = await createLink()
  await link.target(served.port)
  await link.shape(good)
  return { link, device: await contender.openDevice({ served, port: link.port, folder, inCrowd: false, desk: 0, ids }) }
}

const leave = async ({ link, device }: Place): Promise<void> => {
  await device.close()
  await link.close()
}

interface Timed {
  readonly seconds: number
  readonly ended: boolean
  readonly counts: Counts
}

const timed = async (
  { link, device }: Place,
  shape: Shape,
  plan: Plan,
  job: (signal: AbortSignal) => Promise<void>,
): Promise<Timed> => {
  await link.shape({ ...shape, cuts: null })
  await device.ready()
  await link.shape(shape, plan.seed)
  await link.counts()
  const from = performance.now()
  const stop = new AbortController()
  const done = job(stop.signal).then(
    () => true,
    (cause: unknown) => {
      if (!stop.signal.aborted) throw cause
      return false
    },
  )
  const ended = await Promise.race([
    done,
    sleep(plan.capS * 1000, false, { signal: stop.signal, ref: false }).catch(() => false),
  ])
  const seconds = (performance.now() - from) / 1000
  stop.abort()
  const counts = await link.counts()
  await link.shape(good)
  // Whoever does not listen to the signal is left behind.
  if (!ended) await Promise.race([done, sleep(5000)])
  return { seconds, ended, counts }
}

const timingOf = ({ seconds, ended, counts }: Timed, more: Partial<Timing>): Timing => ({
  seconds,
  ended,
  arrived: null,
  upKb: counts.upIp / 1000,
  downKb: counts.downIp / 1000,
  requests: counts.requests,
  cuts: counts.cuts,
  lostByKill: null,
  facts: null,
  ...more,
})

const patience = (): AbortSignal => AbortSignal.timeout(600_000)

/** Push, pull, return and nothing new hang together: what is not wanted is done all the same, over the good link. */
export const runOnLink = async (
  contender: Contender,
  profile: Profile,
  wanted: ReadonlySet<LinkWork>,
  plan: Plan,
  tell: (work: LinkWork, timing: Timing) => void,
): Promise<void> => {
  const dossiers = factsFrom(0, plan.dossiers)
  const open = factsFrom(plan.dossiers, openDossiers)
  const existing = dossiers.map(({ id }) => id)
  const ids = (): readonly string[] => existing
  const folder = join(plan.folder, profile)
  const shapeOf = (work: LinkWork): Shape => (wanted.has(work) ? profiles[profile] : good)
  const begin = async (name: string): Promise<readonly [Served, Place]> => {
    const server = await contender.serve(join(folder, `server-${name}`), 1)
    const place = await openPlace(contender, server, join(folder, `here-${name}`), ids)
    await place.device.create(dossiers, 'submitted')
    return [server, place]
  }
  let [served, here] = await begin('first')
  const push = await timed(here, shapeOf('push'), plan, here.device.push)
  await served.kill()
  const stored = await contender.stored(served.folder)
  if (wanted.has('push'))
    tell('push', timingOf(push, push.ended ? { lostByKill: plan.dossiers - stored } : { arrived: stored }))
  if (push.ended) {
    served = await contender.serve(served.folder, 1)
    await here.link.target(served.port)
  } else {
    // What was stopped half way and killed is nothing to measure others on.
    await leave(here)
    ;[served, here] = await begin('again')
    await here.device.push(patience())
  }
  await here.device.sync(patience())

  let there = await openPlace(contender, served, join(folder, 'there'), ids)
  const pull = await timed(there, shapeOf('pull'), plan, there.device.pull)
  if (wanted.has('pull')) tell('pull', timingOf(pull, pull.ended ? {} : { arrived: await there.device.held() }))
  if (!pull.ended) {
    await leave(there)
    there = await openPlace(contender, served, join(folder, 'there-again'), ids)
    await there.device.pull(patience())
  }

  if (wanted.has('return') || wanted.has('nothing')) {
    // Requests that are still being written: what is submitted does not change any more.
    await here.device.create(open, 'open')
    existing.push(...open.map(({ id }) => id))
    await here.device.sync(patience())
    await there.device.sync(patience())
    await here.device.edit(editsOf('here', open))
    await there.device.edit(editsOf('there', open))
    await there.device.sync(patience())
    const back = await timed(here, shapeOf('return'), plan, here.device.sync)
    if (!back.ended) await here.device.sync(patience())
    await there.device.sync(patience())
    const losses = await Promise.all([here, there].map(({ device }) => lossesOn(device, contestedOf(open))))
    const facts = losses.reduce((worse, one) => (one.lost + one.hidden > worse.lost + worse.hidden ? one : worse))
    if (wanted.has('return')) tell('return', timingOf(back, { facts }))
    const nothing = await timed(here, shapeOf('nothing'), plan, here.device.sync)
    if (wanted.has('nothing')) tell('nothing', timingOf(nothing, {}))
  }
  for (const place of [here, there]) await leave(place)
  await served.kill()
}

export const runCuts = async (contender: Contender, plan: Plan): Promise<Timing> => {
  const dossiers = factsFrom(0, plan.dossiers)
  const folder = join(plan.folder, 'cuts')
  const served = await contender.serve(join(folder, 'server'), 1)
  const here = await openPlace(contender, served, join(folder, 'here'), () => dossiers.map(({ id }) => id))
  await here.device.create(dossiers, 'submitted')
  const push = await timed(here, profiles['2g-cuts'], plan, here.device.push)
  await leave(here)
  await served.kill()
  const stored = await contender.stored(served.folder)
  return timingOf(push, push.ended ? { lostByKill: plan.dossiers - stored } : { arrived: stored })
}

/** All devices at once on loopback, in the bench's own process: the clients' work is in the time, not in the server's. */
export const runCrowd = async (contender: Contender, plan: Plan): Promise<Crowd> => {
  const folder = join(plan.folder, 'crowd')
  // What an empty server keeps, measured like the rest: killed, its database closed.
  const empty = await contender.serve(join(folder, 'server'), plan.devices)
  await empty.kill()
  await contender.stored(empty.folder)
  const emptyBytes = bytesIn(empty.folder)
  const served = await contender.serve(empty.folder, plan.devices)
  const devices: Device[] = []
  for (let n = 0; n < plan.devices; n++) {
    const dossiers = factsFrom(n * plan.each, plan.each)
    const ids = (): readonly string[] => dossiers.map(({ id }) => id)
    const disk = join(folder, `device-${n}`)
    mkdirSync(disk)
    const device = await contender.openDevice({ served, port: served.port, folder: disk, inCrowd: true, desk: n, ids })
    await device.create(dossiers, 'submitted')
    await device.ready()
    devices.push(device)
  }
  const before = served.usage()
  const from = performance.now()
  await Promise.all(devices.map((device) => device.push(patience())))
  const seconds = (performance.now() - from) / 1000
  const after = served.usage()
  const all = plan.devices * plan.each
  for (const device of devices) await device.close()
  await served.kill()
  return {
    perSecond: all / seconds,
    serverMsEach: (after.cpuMs - before.cpuMs) / all,
    peakRssMb: after.peakRssMb,
    lostByKill: all - (await contender.stored(served.folder)),
    diskBytesEach: (bytesIn(served.folder) - emptyBytes) / all,
  }
}
