// The servers of one schedule: the one that counts, and at times a twin born from the same backup. Backups, restores,
// and the power cuts of their disks.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { readBody } from '../read-body.ts'
import type { EntryId, Epoch } from '../ports.ts'
import type { ServerPorts } from '../server-ports.ts'
import { simPack } from './commune.ts'
import { fakeCodec, fakeReceipt } from './crypto.ts'
import { eraseInSimulation } from './erasing.ts'
import type { Plan } from './plan.ts'
import type { Rng } from './random.ts'
import { patienceMs } from '../server-acts.ts'
import { numberDossier } from '../server-says.ts'
import { createServerDisk, type FakePeople, type FakeServerDisk, type ServerBackup } from './server-disk.ts'

export class ServerKilled extends Error {}

export interface FakeServer {
  readonly disk: FakeServerDisk
  readonly ports: ServerPorts
}

export interface World {
  readonly main: FakeServer
  /** The twin, while there is one. */
  twin(): FakeServer | null
  /** Of the life a device follows; null when nobody lives it any more. */
  serverOf(epoch: Epoch | null): FakeServer | null
  epoch(): Epoch
  heal(): void
  backup(): void
  /** From one of the last two verified backups. `silent`: somebody copies the file back, and no new life begins. */
  restore(silent: boolean): void
  /** A second server is started from the same backup as the last restore. */
  split(): void
  /** Days later: what has not come back of a former life's numbers is not waited for any more. */
  numberLate(): Promise<void>
  /** The server erases one of its dossiers. */
  erase(): Promise<void>
  /** Dossiers that some server erased, in whatever life. */
  readonly erased: Set<string>
  /** The way out of a split: one of them begins a new life, the other is switched off. */
  unite(): void
  /** Acknowledged once, and not in what was put back: gone from this server through no fault of the protocol. */
  readonly excused: Set<EntryId>
  readonly counts: { restores: number; silent: number; splits: number; kills: number; erasures: number }
}

export const createWorld = (rng: Rng, people: FakePeople, plan: Plan): World => {
  let faulty = true
  let clock = Date.parse('2025-06-01T08:00:00Z')
  let twin: FakeServer | null = null
  let epoch: Epoch = { counter: 1, random: 'first' }
  let twinEpoch: Epoch | null = null
  const backups: ServerBackup[] = []
  const excused = new Set<EntryId>()
  const erased = new Set<string>()
  const counts = { restores: 0, silent: 0, splits: 0, kills: 0, erasures: 0 }

  const now = (): string => new Date((clock += 1000)).toISOString()

  const createServer = (disk: FakeServerDisk): FakeServer => {
    let turn: Promise<unknown> = Promise.resolve()
    const run = async <T>(work: Parameters<typeof ports.transaction<T>>[0]): Promise<T> => {
      disk.begin()
      let value: T
      try {
        value = await work(plan.tx(disk.tx))
      } catch (cause) {
        disk.rollback()
        throw cause
      }
      if (faulty && rng.chance(0.04)) {
        counts.kills++
        disk.rollback()
        if (plan.serverForgets) disk.forgetLast()
        if (plan.ackBeforeCommit) return value
        throw new ServerKilled('before commit')
      }
      if (faulty && rng.chance(0.04)) {
        counts.kills++
        throw new ServerKilled('after commit')
      }
      return value
    }
    const ports: ServerPorts = {
      // One after the other, as a database does it.
      transaction: (work) => {
        const mine = turn.then(() => run(work))
        turn = mine.catch(() => undefined)
        return mine
      },
      look: (work) => turn.then(() => work(disk.tx)),
      codec: fakeCodec,
      readBody: async (opened, header) => readBody(opened, header),
      verifier: plan.verifier,
      examine: plan.examine,
      receipt: fakeReceipt,
      now,
      beacon: async () => `${new Date(clock).toISOString().slice(0, 19)}Z.${'A'.repeat(43)}`,
      packs: () => ({ version: 'packs-1', packs: [simPack] }),
    }
    return { disk, ports }
  }

  const main = createServer(createServerDisk(people, epoch))
  const newLife = (): Epoch => ({ counter: epoch.counter + 1, random: toBase64UrlEncoded(rng.bytes(8)) })
  const excuse = (before: ReadonlySet<EntryId>): void => {
    for (const id of before) if (!main.disk.log.has(id)) excused.add(id)
  }

  return {
    main,
    twin: () => twin,
    serverOf: (told) => {
      if (told?.random === epoch.random) return main
      return told?.random === twinEpoch?.random ? twin : null
    },
    epoch: () => epoch,
    heal: () => {
      faulty = false
    },
    backup: () => {
      backups.push(main.disk.backup())
      if (backups.length > 2) backups.shift()
    },
    restore: (silent) => {
      if (backups.length === 0) return
      const from = rng.pick(backups)
      // What is newer than what was put back is no backup of this life.
      backups.splice(backups.indexOf(from) + 1)
      const before = new Set(main.disk.log.keys())
      counts[silent ? 'silent' : 'restores']++
      if (!silent && !plan.epochKept) epoch = newLife()
      main.disk.restore(from, epoch, now())
      excuse(before)
    },
    split: () => {
      const from = backups.at(-1)
      if (!from || twin || epoch.counter === 1) return
      counts.splits++
      twinEpoch = { counter: epoch.counter, random: toBase64UrlEncoded(rng.bytes(8)) }
      twin = createServer(createServerDisk(people, twinEpoch))
      twin.disk.restore(from, twinEpoch, now())
    },
    unite: () => {
      if (!twin) return
      excuse(new Set(twin.disk.log.keys()))
      twin = null
      twinEpoch = null
      epoch = newLife()
      main.disk.restore(main.disk.backup(), epoch, now())
    },
    numberLate: async () => {
      clock += patienceMs
      const dossiers = new Set([...main.disk.log.values()].map(({ dossier }) => dossier))
      for (const dossier of dossiers) await numberDossier(main.ports, dossier)
    },
    erase: async () => {
      const dossiers = [
        ...new Set([...main.disk.log.values()].flatMap((row) => (row.held === null ? row.dossier : []))),
      ]
      if (dossiers.length === 0) return
      const dossier = rng.pick(dossiers)
      try {
        if (await eraseInSimulation(main.ports, dossier)) counts.erasures++
        else return
      } catch (cause) {
        if (!(cause instanceof ServerKilled)) throw cause
      }
      // Killed after COMMIT it is erased all the same.
      erased.add(dossier)
    },
    erased,
    excused,
    counts,
  }
}
