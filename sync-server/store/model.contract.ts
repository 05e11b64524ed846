// The measure of any engine under the store is the simulation's disk, a few arrays that anyone can check by eye: after the
// same random work both must answer every question alike.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import type { HeldReason } from '../../shared/sync/ports.ts'
import type { JournalRow, Register, ServerTx, WaitingEntry } from '../../shared/sync/server-ports.ts'
import { createServerDisk } from '../../shared/sync/simulation/server-disk.ts'
import { demoCommune } from '../demo.ts'
import { ids, logEntry, Rollback, units, url, type Engine } from '../testing/stored-entries.ts'
import { ensureEpoch } from './meta.ts'
import { transact } from './sync-store.ts'

/** One step of a transaction, as numbers that choose. */
type Step = readonly [kind: number, dossier: number, unit: number, value: number]
const steps = fc.array(fc.tuple(fc.nat(10), fc.nat(2), fc.nat(1), fc.nat(255)), { maxLength: 25 })
const schedule = fc.array(fc.record({ steps, rollback: fc.boolean() }), { maxLength: 6 })

const reasons: readonly (HeldReason | null)[] = [null, null, 'pending', 'guard', 'not-in-circulation']

const apply = async (tx: ServerTx, [kind, d, u, value]: Step): Promise<void> => {
  const [dossier, unit, incarnation] = [ids[d] ?? '', units[u] ?? '', ids[u] ?? '']
  if (kind <= 2) {
    const wanted = [value, (value + 7) % 256].map((one) =>
      logEntry(dossier, one, reasons[one % reasons.length] ?? null, incarnation),
    )
    const known = await tx.knownEntries(wanted.map(({ id }) => id))
    await tx.saveEntries(wanted.filter(({ id }) => !known.has(id)))
  } else if (kind === 3) {
    const waiting = (await tx.pendingOf([dossier]))[0]
    if (waiting) await tx.settleEntry(waiting.id, value % 2 ? null : 'act-author')
  } else if (kind === 4)
    await tx.saveDrafts(
      [dossier, ids[u] ?? '']
        .slice(0, d === u ? 1 : 2)
        .map((one) => ({ dossier: one, state: new Uint8Array([value]) })),
    )
  else if (kind === 5) await tx.saveCirculation(dossier, units.slice(0, value % 3))
  else if (kind === 6) await tx.journal(unit, await tx.entriesOf(dossier))
  else if (kind === 8) await tx.takeNumber(registerOf(u, d))
  else if (kind === 9) await tx.passNumber(registerOf(u, d), 1 + (value % 9))
  else if (kind === 10) {
    // Units of a circulation have each of its entries once, which this random work does not keep to: those are counted
    // in erasure.test.ts.
    const lines = await Promise.all(units.map((one) => tx.entriesSince(one, 0, 1000)))
    if (lines.flat().some((row) => row.dossier === dossier)) return
    await tx.saveCirculation(dossier, [])
    await tx.erase(dossier, [])
  } else {
    const known = await tx.incarnation(incarnation)
    const n = (known?.n ?? 0) + 1
    const packets = [n, n + 1].map((one) => ({
      incarnation,
      n: one,
      hash: sha256Url(new Uint8Array([one, value])),
      bytes: new Uint8Array([value]),
    }))
    const fresh = {
      incarnation,
      device: ids[2] ?? '',
      agent: 'fatima',
      publicKey: new Uint8Array(65).fill(u),
      firstSeen: '2026-11-21T09:00:00.000Z',
      lasts: 60,
    }
    await tx.saveIncarnation({ ...(known ?? fresh), n: n + 1, hash: packets[1]?.hash ?? '' })
    await tx.savePackets(packets)
  }
}

const registerOf = (u: number, d: number): Register => ({
  office: units[u] ?? '',
  year: 2026,
  series: d === 0 ? 'A' : 'B',
})

/** Everything a sync may ask. Numbers are asked for by taking one. */
const everything = async (tx: ServerTx): Promise<unknown> => ({
  numbers: [await tx.takeNumber(registerOf(0, 0)), await tx.takeNumber(registerOf(1, 1)), await tx.lifeBegan()],
  dossiers: [...(await tx.dossiers(ids))].map(([id, one]) => ({
    id,
    ...one,
    circulation: [...one.circulation].sort(),
  })),
  entries: await Promise.all(ids.map((dossier) => tx.entriesOf(dossier))),
  pending: (await Promise.all(ids.map((dossier) => tx.pendingOf([dossier])))).flat().map(plain),
  pendingOfAll: (await tx.pendingOf(ids)).map(({ id }) => id).sort(),
  known: [...(await tx.knownEntries(every))].sort(([one], [two]) => one.localeCompare(two)),
  incarnations: await Promise.all(ids.map((id) => tx.incarnation(id))),
  packets: await Promise.all(ids.flatMap((id) => [1, 2, 3].map((n) => tx.packetHash(id, n)))),
  held: [...(await tx.heldOf(ids.slice(0, 2)))].sort((one, two) => one.entry.localeCompare(two.entry)),
  journals: await Promise.all(
    units.map(async (unit) => ({
      seq: await tx.seqOf(unit),
      all: (await tx.entriesSince(unit, 0, 1000)).map(plain),
      page: (await tx.entriesSince(unit, 2, 3)).map(plain),
      theirs: (await tx.entriesSince(unit, 0, 9, undefined, ({ n }) => n % 2 === 0)).map(plain),
      some: (await tx.entriesSince(unit, 1, 4, new Set([0, 7, 26, 31, 40, 63]))).map(plain),
      none: await tx.entriesSince(unit, 0, 4, new Set()),
      digest: await tx.digestOf(unit),
    })),
  ),
  backup: await tx.backup(),
})

const every = ids.flatMap((dossier) => Array.from({ length: 256 }, (_, value) => logEntry(dossier, value, null).id))

const plain = (row: WaitingEntry | JournalRow): unknown => ({
  seq: 'seq' in row ? row.seq : undefined,
  id: row.id,
  dossier: row.dossier,
  kind: row.kind,
  bytes: row.bytes,
  incarnation: row.incarnation,
  n: row.n,
})

export const modelContract = (name: string, open: () => Promise<Engine>): void => {
  test(`${name} answers as the model does after any work, committed or rolled back`, async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (transactions) => {
        const fresh = await open()
        try {
          await ensureEpoch(fresh.db, 'random')
          const model = createServerDisk(
            { directory: { ...demoCommune, publicUrl: url }, agentKeys: new Map() },
            { counter: 1, random: 'random' },
          )
          for (const { steps, rollback } of transactions) {
            model.begin()
            for (const step of steps) await apply(model.tx, step)
            if (rollback) model.rollback()
            const work = transact(fresh.db, url, async (tx) => {
              for (const step of steps) await apply(tx, step)
              if (rollback) throw new Rollback()
            })
            if (rollback) await expect(work).rejects.toBeInstanceOf(Rollback)
            else await work
          }
          const { value } = await transact(fresh.db, url, everything)
          expect(value).toEqual(await everything(model.tx))
        } finally {
          await fresh.close()
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
}
