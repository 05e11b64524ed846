// Fills a commune's log with requests that came, were judged and were answered long ago, by the store's own functions
// and in the bytes they would have. Only for measuring: nothing that is written here was ever sent.
import { hash as hashed } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import type { LogEntry, ServerTx } from '../../shared/sync/server-ports.ts'
import type { Tables } from '../../sync-server/store/schema.ts'
import { transact } from '../../sync-server/store/sync-store.ts'
import type { LoadCommune, Member } from './commune.ts'
import { cast, idFrom, mouldOf, type Cast, type Mould } from './moulds.ts'

/** Requests that come in one packet. */
const inPacket = 10
/** Packets that are written in one transaction, for speed alone. */
const inTransaction = 40
/** Moulds of each point: what stands together in the log is not twice the same. */
const mouldsEach = 60
/** Packets of one sitting. */
const sitting = 50
/** Of a sealed packet, for each request and each note in it; they do not pack. */
const packetBytes = { mediator: 440, clerk: 140 }
/** The newest wait for their answer; of the others the hourly round has seen that nothing is to be done for years. */
const waiting = 50
const yearsAhead = '2036-11-20'

/** Casts its moulds once: the same for every size. */
export const createFiller = ({ mediators, clerks }: LoadCommune) => {
  const clerkOf = ({ office }: Member): Member => clerks.find(({ unit }) => unit === office) ?? fail(office)
  const moulds = mediators.map((member) =>
    Array.from({ length: mouldsEach }, (_, at) => mouldOf(at, member, clerkOf(member))),
  )
  const mouldFor = (i: number): { readonly member: Member; readonly mould: Mould } => {
    const lot = Math.floor(i / inPacket)
    const point = lot % mediators.length
    const at = (Math.floor(lot / mediators.length) * inPacket + (i % inPacket)) % mouldsEach
    return { member: mediators[point] ?? fail('point'), mould: moulds[point]?.[at] ?? fail('mould') }
  }

  const fillLots = async (tx: ServerTx, from: number, to: number): Promise<void> => {
    const made = Array.from({ length: to - from }, (_, at) => ({
      at: from + at,
      member: mouldFor(from + at).member,
      ...cast(from + at, mouldFor(from + at).mould),
    }))
    const lots = Map.groupBy(made, ({ at }) => Math.floor(at / inPacket))
    for (const [lot, all] of lots) {
      const member = all[0]?.member ?? fail('point')
      const entries = all.flatMap(({ point }) => point)
      await take(tx, member, Math.floor(lot / mediators.length), entries)
    }
    // Nothing of a draft is kept once it is submitted, whatever its state.
    await tx.saveDrafts(made.map(({ office }) => ({ dossier: office.dossier, state: new Uint8Array() })))
    for (const { member, office } of made) await tx.saveCirculation(office.dossier, [member.unit, member.office])
    for (const [unit, all] of Map.groupBy(made, ({ member }) => member.office)) {
      const clerk = clerks.find((one) => one.unit === unit) ?? fail('clerk')
      await take(
        tx,
        clerk,
        from / inPacket,
        all.map(({ office }) => office),
      )
      await tx.journal(unit, all.flatMap(idsOf))
    }
    for (const [unit, all] of Map.groupBy(made, ({ member }) => member.unit)) await tx.journal(unit, all.flatMap(idsOf))
  }

  return {
    cast: (i: number): { readonly member: Member; readonly cast: Cast } => {
      const { member, mould } = mouldFor(i)
      return { member, cast: cast(i, mould) }
    },
    /** Requests number `from` up to `to`, both whole tens. */
    fill: async (db: Kysely<Tables>, from: number, to: number, told: (done: number) => void): Promise<void> => {
      const step = inPacket * inTransaction
      for (let first = from; first < to; first += step) {
        const last = Math.min(to, first + step)
        await transact(db, 'http://localhost', (tx) => fillLots(tx, first, last))
        told(last)
      }
      const newest = Array.from({ length: waiting }, (_, at) => cast(to - 1 - at, mouldFor(to - 1 - at).mould))
      await db.deleteFrom('awaited').where('dossier', 'not in', newest.map(dossierOf)).execute()
      await db.updateTable('retained').set({ look_on: yearsAhead }).execute()
    },
  }
}

export type Filler = ReturnType<typeof createFiller>

const dossierOf = ({ office }: Cast): string => office.dossier

const idsOf = ({ point, office }: Cast): readonly string[] => [...point, office].map(({ id }) => id)

/** The next packet of a sitting of theirs. */
const take = async (
  tx: ServerTx,
  { device, agent, role, sessionPoint }: Member,
  packet: number,
  entries: readonly PulledEntry[],
): Promise<void> => {
  const incarnation = idFrom(`${device} ${Math.floor(packet / sitting)}`)
  const n = (packet % sitting) + 1
  const hash = hashed('sha256', `${incarnation} ${n}`, 'base64url')
  const firstSeen = '2026-11-20T08:00:00Z'
  const requests = new Set(entries.map(({ dossier }) => dossier)).size
  const bytes = crypto.getRandomValues(new Uint8Array(requests * packetBytes[role]))
  await tx.saveIncarnation({ incarnation, device, agent, publicKey: sessionPoint, n, hash, firstSeen, lasts: 36_000 })
  await tx.savePackets([{ incarnation, n, hash, bytes }])
  await tx.saveEntries(entries.map((entry): LogEntry => ({ ...entry, origin: { incarnation, n }, held: null })))
}

const fail = (what: string): never => {
  throw new Error(`no ${what} in this commune`)
}
