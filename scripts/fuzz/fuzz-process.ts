// The process that meets the hostile cases, watched by `scripts/fuzz.ts`. It says how each target went, and ends at the
// first promise that is broken.
import { openBlackBox } from './black-box.ts'
import { createDoorTarget } from './door-target.ts'
import { createDraftTarget } from './draft-target.ts'
import { liveOneDossier } from './honest-edits.ts'
import { createParserTarget } from './parser-target.ts'
import { rngOf, type Case, type Target } from './target.ts'

export interface Order {
  readonly seed: number
  readonly cases: number
  readonly edits: number
  /** Number of the first case of each target. */
  readonly from: number
  /** One target, or all. */
  readonly only: string | null
  readonly blackBox: string
}

export interface Told {
  /** For people. */
  readonly line: string
  /** The promise that was broken; null when all were kept. */
  readonly broken: string | null
}

const order = JSON.parse(process.argv[2] ?? '') as Order
const box = openBlackBox(order.blackBox)
/** Yjs complains of hostile clientIDs; that is what they are for. */
console.log = () => {}

const hostile = async (name: string, share: number, create: () => Target | Promise<Target>): Promise<void> => {
  if (order.only !== null && order.only !== name) return
  const target = await create()
  const started = process.cpuUsage()
  let [done, accepted]: [number, number] = [0, 0]
  let slowest = { ms: 0, kind: '' }
  const cases = order.only === null ? Math.round(order.cases * share) : order.cases
  const broken = await brokenBy(async () => {
    for (; done < cases; done++) {
      const number = order.from + done
      const one = await made(target, number)
      box.begin({ target: name, number, ...one })
      const from = performance.now()
      if (await target.meet(one)) accepted++
      const ms = performance.now() - from
      if (ms > slowest.ms) slowest = { ms, kind: one.kind }
      box.rest()
    }
    await target.close?.()
  })
  const line = `${done} cases, ${done - accepted} refused, ${accepted} taken, slowest ${slowest.ms.toFixed(0)} ms (${slowest.kind})`
  await tell({ line: `${name.padEnd(8)} ${line}, ${secondsSince(started)}`, broken })
}

/** A case that cannot even be made was stopped by the product's own encoders: it has a number, and no bytes yet. */
const made = async (target: Target, number: number): Promise<Case> => {
  try {
    return await target.make(rngOf(order.seed, number))
  } catch (cause) {
    box.begin({ target: target.name, number, kind: 'while it was made', bytes: new Uint8Array() })
    throw cause
  }
}

const honest = async (): Promise<void> => {
  if (order.only !== null && order.only !== 'honest') return
  const started = process.cpuUsage()
  let [done, updates, structs]: [number, number, number] = [0, 0, 0]
  const broken = await brokenBy(async () => {
    for (let number = order.from; done < order.edits; number++) {
      const rng = rngOf(order.seed, number)
      // Most dossiers are short; a few are worked on for weeks.
      const edits = Math.min(order.edits - done, rng.chance(0.002) ? 1500 : 5 + rng.below(80))
      const came = await liveOneDossier(rng, edits, (bytes) => {
        updates++
        box.begin({ target: 'honest', number, kind: 'honest update', bytes })
      })
      structs = Math.max(structs, came)
      box.rest()
      done += edits
    }
  })
  const refused = broken === null ? 'none' : 'one'
  const line = `${done} edits in ${updates} updates, ${refused} refused, at most ${structs} structs in a draft`
  await tell({ line: `honest   ${line}, ${secondsSince(started)}`, broken })
}

const brokenBy = async (work: () => Promise<void>): Promise<string | null> => {
  try {
    await work()
    return null
  } catch (cause) {
    return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  }
}

/** Of a processor's work: how busy the machine is besides is no matter. */
const secondsSince = (started: NodeJS.CpuUsage): string => {
  const { user, system } = process.cpuUsage(started)
  return `${((user + system) / 1e6).toFixed(1)} s of work`
}

const tell = (told: Told): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(told, undefined, undefined, () => {
      if (told.broken !== null) process.exit(1)
      resolve()
    })
  })

process.on('disconnect', () => process.exit(1))
await hostile('parsers', 0.56, createParserTarget)
await hostile('drafts', 0.4, createDraftTarget)
await hostile('door', 0.04, createDoorTarget)
await honest()
process.exit(0)
