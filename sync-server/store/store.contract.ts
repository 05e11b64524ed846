// What any engine under the store must do. The measure is the simulation's disk, a few arrays that anyone can check by
// eye: after the same random work both must answer every question alike. A second engine runs the same suite.
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import type { Entry, HeldReason, ServerTx } from '../../shared/sync/ports.ts'
import { createServerDisk } from '../../shared/sync/simulation/server-disk.ts'
import { entryId } from '../../shared/sync/entry.ts'
import { demoCommune } from '../demo.ts'
import { lastNumber, takeNumbers } from './counters.ts'
import { ensureEpoch, readFact } from './meta.ts'
import { agentKey, setUpCommune, staffWithoutDevice } from './people.ts'
import type { Tables } from './schema.ts'
import { actsOf, transact } from './sync-store.ts'
import { addEnrolmentCode, useEnrolmentCode } from './enrolment.ts'

export interface Engine {
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

const ids = ['a', 'b', 'c'].map((letter) => toBase64Url(new Uint8Array(16).fill(letter.charCodeAt(0))))
const units = ['epn-asni', 'bureau-general']
const url = 'https://asni.test'
const now = new Date('2026-11-21T09:00:00Z')

/** One step of a transaction, as numbers that choose. */
type Step = readonly [kind: number, dossier: number, unit: number, value: number]
const steps = fc.array(fc.tuple(fc.nat(7), fc.nat(2), fc.nat(1), fc.nat(255)), { maxLength: 25 })
const schedule = fc.array(fc.record({ steps, rollback: fc.boolean() }), { maxLength: 6 })

const entryFor = (dossier: string, value: number): Entry =>
  value % 3 === 0
    ? { dossier, kind: 'draft', bytes: new Uint8Array([value, 255, 0]) }
    : {
        dossier,
        kind: 'act',
        bytes: actBytes(
          makeAct({
            v: 1,
            dossier,
            kind: 'noted',
            by: { agent: 'fatima', device: ids[0] ?? '', unit: 'epn-asni', role: 'mediator' },
            at: '2026-11-21T09:00:00Z',
            beacon: null,
            after: [],
            payload: { text: `note ${value}` },
          }),
        ),
      }

const reasons: readonly (HeldReason | null)[] = [null, null, 'pending', 'guard']

const apply = async (tx: ServerTx, [kind, d, u, value]: Step): Promise<void> => {
  const [dossier, unit, incarnation] = [ids[d] ?? '', units[u] ?? '', ids[u] ?? '']
  if (kind <= 2) {
    const entry = entryFor(dossier, value)
    const id = entryId(entry)
    if (!(await tx.knowsEntry(id))) await tx.saveEntry(id, entry, { incarnation, n: value }, reasons[value % 4] ?? null)
  } else if (kind === 3) {
    const waiting = (await tx.pendingOf(dossier))[0]
    if (waiting) await tx.settleEntry(waiting.id, value % 2 ? null : 'act-author')
  } else if (kind === 4) await tx.saveDraft(dossier, new Uint8Array([value]))
  else if (kind === 5) await tx.saveCirculation(dossier, units.slice(0, value % 3))
  else if (kind === 6) await tx.journal(unit, await tx.entriesOf(dossier))
  else {
    const known = await tx.incarnation(incarnation)
    const n = (known?.n ?? 0) + 1
    const hash = sha256Url(new Uint8Array([n, value]))
    const fresh = {
      incarnation,
      device: ids[2] ?? '',
      agent: 'fatima',
      publicKey: new Uint8Array(65).fill(u),
      firstSeen: '2026-11-21T09:00:00.000Z',
      lasts: 60,
    }
    await tx.saveIncarnation({ ...(known ?? fresh), n, hash })
    await tx.savePacket({ incarnation, n, hash, bytes: new Uint8Array([value]) })
  }
}

/** Everything a sync may ask. */
const everything = async (tx: ServerTx): Promise<unknown> => ({
  dossiers: await Promise.all(
    ids.map(async (dossier) => ({
      acts: await tx.acts(dossier),
      draft: await tx.draft(dossier),
      entries: await tx.entriesOf(dossier),
      circulation: [...(await tx.circulation(dossier))].sort(),
      pending: (await tx.pendingOf(dossier)).map(({ id, bytes, incarnation, n }) => ({ id, bytes, incarnation, n })),
      incarnation: await tx.incarnation(dossier),
      packets: await Promise.all([1, 2, 3].map((n) => tx.packetHash(dossier, n))),
      held: [...(await tx.heldOf(dossier))].sort((one, two) => one.entry.localeCompare(two.entry)),
    })),
  ),
  journals: await Promise.all(
    units.map(async (unit) => ({
      seq: await tx.seqOf(unit),
      all: (await tx.entriesSince(unit, 0, 1000)).map(plain),
      page: (await tx.entriesSince(unit, 2, 3)).map(plain),
    })),
  ),
})

const plain = (row: Awaited<ReturnType<ServerTx['entriesSince']>>[number]): unknown => ({
  seq: row.seq,
  id: row.id,
  dossier: row.dossier,
  kind: row.kind,
  bytes: row.bytes,
  incarnation: row.incarnation,
  n: row.n,
})

class Rollback extends Error {}

export const storeContract = (name: string, open: () => Promise<Engine>): void => {
  describe(`${name}: the store`, () => {
    let engine: Engine
    beforeEach(async () => {
      engine = await open()
      await ensureEpoch(engine.db, 'random')
      await setUpCommune(engine.db, demoCommune)
    })
    afterEach(() => engine.close())

    test('answers as the model does after any work, committed or rolled back', async () => {
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

    test('two transactions never share a number and leave no gap', async () => {
      const taken = await Promise.all(
        [3, 1, 5, 2].map((count) =>
          engine.db
            .transaction()
            .execute((tx) =>
              takeNumbers(tx, 'unit:x', count).then((first) => Array.from({ length: count }, (_, i) => first + i)),
            ),
        ),
      )
      expect(taken.flat().sort((one, two) => one - two)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1))
      expect(await lastNumber(engine.db, 'unit:x')).toBe(11)
      expect(await lastNumber(engine.db, 'unit:y')).toBe(0)
    })

    test('says which units and dossiers moved, and only after COMMIT', async () => {
      const entry = entryFor(ids[0] ?? '', 4)
      const { moved } = await transact(engine.db, url, async (tx) => {
        await tx.saveEntry(entryId(entry), entry, { incarnation: ids[1] ?? '', n: 1 }, null)
        await tx.journal('epn-asni', [entryId(entry)])
      })
      expect([...moved.units]).toEqual(['epn-asni'])
      expect([...moved.dossiers]).toEqual([ids[0]])
    })

    test('bytes come back as they went in, whatever their values', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
          await transact(engine.db, url, (tx) => tx.saveDraft(ids[0] ?? '', bytes))
          const { value } = await transact(engine.db, url, (tx) => tx.draft(ids[0] ?? ''))
          expect(value && [...value]).toEqual([...bytes])
        }),
      )
    })

    test('a damaged act is loud, never skipped', async () => {
      const entry: Entry = { dossier: ids[0] ?? '', kind: 'act', bytes: new Uint8Array([1]) }
      await engine.db
        .insertInto('entries')
        .values({ id: 'x', ...entry, incarnation: 'i', n: 1, held: null, position: 1 })
        .execute()
      await expect(actsOf(engine.db, entry.dossier)).rejects.toThrow('no longer reads')
    })

    test('the epoch is made once', async () => {
      expect(await ensureEpoch(engine.db, 'other')).toEqual({ counter: 1, random: 'random' })
      expect(await readFact(engine.db, 'epoch')).toEqual({ counter: 1, random: 'random' })
    })

    test('a folder serves one commune', async () => {
      await expect(setUpCommune(engine.db, demoCommune)).rejects.toThrow('already serves')
    })

    test('revoking a person, a device or a key each closes the door', async () => {
      const [device, key] = [ids[0] ?? '', new Uint8Array(65).fill(7)]
      await addEnrolmentCode(engine.db, 'fatima', 'code', now)
      await useEnrolmentCode(engine.db, { code: 'code', device, deviceKey: key, agentKey: key }, now)
      expect(await agentKey(engine.db, device, 'fatima')).toEqual(key)
      expect((await staffWithoutDevice(engine.db)).map(({ id }) => id)).toEqual(['lahcen', 'khadija', 'omar', 'nadia'])
      for (const table of ['agents', 'devices', 'agent_keys'] as const) {
        await engine.db.updateTable(table).set({ revoked_at: now.toISOString() }).execute()
        expect(await agentKey(engine.db, device, 'fatima')).toBeNull()
        await engine.db.updateTable(table).set({ revoked_at: null }).execute()
      }
      expect(await agentKey(engine.db, device, 'fatima')).toEqual(key)
    })

    test('references go round a site in a hundred blocks; an office gives none', async () => {
      const device = ids[0] ?? ''
      const key = new Uint8Array(65).fill(7)
      await addEnrolmentCode(engine.db, 'fatima', 'code', now)
      await useEnrolmentCode(engine.db, { code: 'code', device, deviceKey: key, agentKey: key }, now)
      const { value } = await transact(engine.db, url, async (tx) => {
        expect(await tx.takeReferences(device, 'bureau-general')).toBeNull()
        const blocks = []
        for (let i = 0; i < 101; i++) blocks.push(await tx.takeReferences(device, 'epn-asni'))
        return blocks
      })
      expect(value[0]).toEqual({ site: 12, from: 0, to: 99 })
      expect(value[99]).toEqual({ site: 12, from: 9900, to: 9999 })
      expect(value[100]).toEqual({ site: 12, from: 0, to: 99 })
    })
  })
}
