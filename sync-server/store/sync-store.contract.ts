// What any engine under the store must do for the sync machine, beyond what the model says (model.contract.ts): sizes,
// digests, marks of backups, what is dropped, what is loud.
import { brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { actBytes } from '../../shared/dossier/act.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { sameBytes } from '../../shared/sync/bytes.ts'
import { entryId } from '../../shared/sync/entry.ts'
import type { LogEntry } from '../../shared/sync/server-ports.ts'
import {
  ids,
  logDraft,
  logEntry,
  noise,
  Rollback,
  submission,
  units,
  url,
  type Engine,
} from '../testing/stored-entries.ts'
import { countedAgain, digestOf } from './journal.ts'
import { actsOf } from './log.ts'
import { ensureEpoch, writeFact } from './meta.ts'
import { modelContract } from './model.contract.ts'
import { transact } from './sync-store.ts'

export const syncStoreContract = (name: string, open: () => Promise<Engine>): void => {
  modelContract(name, open)
  describe(`${name}: the store of the sync machine`, () => {
    let engine: Engine
    beforeEach(async () => {
      engine = await open()
      await ensureEpoch(engine.db, 'random')
    })
    afterEach(() => engine.close())

    test('says which units and dossiers moved, and only after COMMIT', async () => {
      const entry = logEntry(ids[0] ?? '', 4, null)
      const { moved } = await transact(engine.db, url, async (tx) => {
        await tx.saveEntries([entry, logEntry(ids[1] ?? '', 4, 'pending')])
        await tx.journal('epn-asni', [entry.id])
      })
      expect([...moved.units]).toEqual(['epn-asni'])
      expect([...moved.dossiers]).toEqual([ids[0]])
    })

    test('takes lists longer than a statement can be, and says them again in order', async () => {
      const [dossier, unit] = [ids[0] ?? '', 'epn-asni']
      const entries = Array.from({ length: 4001 }, (_, n) =>
        logDraft(dossier, new Uint8Array([n & 255, n >> 8, ...noise.subarray(0, n % 97)])),
      )
      const all = entries.map(({ id }) => id)
      const others = Array.from({ length: 1201 }, (_, n) =>
        toBase64Url(new Uint8Array(16).fill(n & 255).fill(n >> 8, 8)),
      )
      await transact(engine.db, url, async (tx) => {
        await tx.saveEntries(entries)
        await tx.journal(unit, all)
        await tx.saveDrafts(others.map((one, n) => ({ dossier: one, state: new Uint8Array([n & 255]) })))
        await tx.savePackets(
          all.map((hash, at) => ({ incarnation: dossier, n: at + 1, hash, bytes: new Uint8Array([1]) })),
        )
      })
      await transact(engine.db, url, async (tx) => {
        expect((await tx.knownEntries(all)).size).toBe(4001)
        const told = await tx.entriesSince(unit, 0, 5000)
        expect(told.map(({ id }) => id)).toEqual(all)
        expect(told.every(({ bytes }, at) => bytes !== null && sameBytes(bytes, entries[at]?.bytes ?? noise))).toBe(
          true,
        )
        const stored = await tx.dossiers(others)
        expect(others.map((one) => stored.get(one)?.draft?.[0])).toEqual(others.map((_, n) => n & 255))
        expect(await tx.packetHash(dossier, 4001)).toBe(all.at(-1))
        expect(await tx.entriesOf(dossier)).toEqual(all)
      })
    })

    test('rule 6: a unit’s digest is that of its journal, whatever was written and rolled back', async () => {
      const journals = fc.array(
        fc.record({ unit: fc.nat(1), values: fc.uniqueArray(fc.nat(2000)), rollback: fc.boolean() }),
      )
      await fc.assert(
        fc.asyncProperty(journals, async (all) => {
          const fresh = await open()
          try {
            await ensureEpoch(fresh.db, 'random')
            for (const { unit, values, rollback } of all)
              await transact(fresh.db, url, async (tx) => {
                const wanted = values.map((value) => logEntry(ids[0] ?? '', value, null))
                const known = await tx.knownEntries(wanted.map(({ id }) => id))
                const entries = wanted.filter(({ id }) => !known.has(id))
                await tx.saveEntries(entries)
                await tx.journal(
                  units[unit] ?? '',
                  entries.map(({ id }) => id),
                )
                if (rollback) throw new Rollback()
              }).catch((cause: unknown) => {
                if (!(cause instanceof Rollback)) throw cause
              })
            for (const unit of units) expect(await digestOf(fresh.db, unit)).toEqual(await countedAgain(fresh.db, unit))
          } finally {
            await fresh.close()
          }
        }),
        { numRuns: 25 },
      )
    }, 60_000)

    test('an entry that the log does not have is in no journal', async () => {
      await expect(transact(engine.db, url, (tx) => tx.journal('epn-asni', ['A'.repeat(43)]))).rejects.toThrow(
        'not in the log',
      )
      await expect(transact(engine.db, url, (tx) => tx.settleEntry('A'.repeat(43), null))).rejects.toThrow()
    })

    test('entries say in which life of the server they were written', async () => {
      const one = logEntry(ids[0] ?? '', 1, null)
      await writeFact(engine.db, 'epoch', { counter: 7, random: 'random' })
      await transact(engine.db, url, (tx) => tx.saveEntries([one]))
      expect(await engine.db.selectFrom('entries').select(['id', 'life']).execute()).toEqual([{ id: one.id, life: 7 }])
    })

    test('rule 8: after submission the draft is dropped, and said again by its entries', async () => {
      const dossier = ids[0] ?? ''
      const doc = new Y.Doc()
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => void updates.push(update))
      for (const word of ['one', 'two', 'three']) doc.getMap('answers').set(word, word)
      const drafts = updates.map((bytes) => logDraft(dossier, bytes))
      const bytes = actBytes(submission(dossier))
      const submitted: LogEntry = {
        dossier,
        kind: 'act',
        bytes,
        id: entryId({ dossier, kind: 'act', bytes }),
        origin: { incarnation: ids[1] ?? '', n: 1 },
        held: null,
      }
      await transact(engine.db, url, async (tx) => {
        await tx.saveEntries(drafts.slice(0, 1))
        await tx.saveDrafts([{ dossier, state: updates[0] ?? noise }])
      })
      await transact(engine.db, url, async (tx) => {
        await tx.saveEntries([...drafts.slice(1), submitted])
        await tx.saveDrafts([{ dossier, state: Y.encodeStateAsUpdate(doc) }])
      })
      expect(await engine.db.selectFrom('drafts').selectAll().execute()).toEqual([
        { dossier, state: null, revision: 2 },
      ])
      const { value } = await transact(engine.db, url, (tx) => tx.dossiers([dossier]))
      const again = new Y.Doc()
      Y.applyUpdate(again, value.get(dossier)?.draft ?? noise)
      expect(again.getMap('answers').toJSON()).toEqual({ one: 'one', two: 'two', three: 'three' })
      expect(value.get(dossier)?.revision).toBe(2)
      const found = await engine.db.selectFrom('lookups').select(['dossier', 'reference']).execute()
      expect(found).toEqual([{ dossier, reference: makeReference(12, 0) }])
    })

    test('tells a device what is in backups since the one it heard of', async () => {
      const [device, other] = [ids[0] ?? '', ids[1] ?? '']
      const chain = { agent: 'fatima', publicKey: new Uint8Array(65), firstSeen: '', lasts: 60, hash: 'h' }
      await transact(engine.db, url, async (tx) => {
        for (const [at, name] of ['old', 'new', 'none', 'foreign'].entries())
          await tx.saveIncarnation({
            ...chain,
            incarnation: name,
            n: at + 3,
            device: name === 'foreign' ? other : device,
          })
      })
      const mark = (id: string, stable_n: number, stable_backup: number) =>
        engine.db.updateTable('incarnations').set({ stable_n, stable_backup }).where('id', '=', id).execute()
      await transact(engine.db, url, (tx) =>
        tx.savePackets(
          ['old', 'new'].flatMap((incarnation) =>
            [1, 2, 3, 4].map((n) => ({ incarnation, n, hash: `${incarnation} ${n}`, bytes: noise })),
          ),
        ),
      )
      await mark('old', 2, 3)
      await mark('new', 4, 5)
      await mark('foreign', 4, 5)
      await writeFact(engine.db, 'backup', { number: 5, at: '' })
      await transact(engine.db, url, async (tx) => {
        expect(await tx.backup()).toBe(5)
        const all = [...(await tx.stableOf(device, 0))].sort((one, two) => one.n - two.n)
        expect(all).toEqual([
          { incarnation: 'old', n: 2, hash: 'old 2' },
          { incarnation: 'new', n: 4, hash: 'new 4' },
        ])
        expect(await tx.stableOf(device, 3)).toEqual([{ incarnation: 'new', n: 4, hash: 'new 4' }])
        expect(await tx.stableOf(device, 5)).toEqual([])
        // The next packet of the chain leaves the marks of backups as they are.
        await tx.saveIncarnation({ ...chain, incarnation: 'new', n: 9, device })
        expect(await tx.stableOf(device, 3)).toEqual([{ incarnation: 'new', n: 4, hash: 'new 4' }])
      })
    })

    test('bytes come back as they went in, whatever their values', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
          await transact(engine.db, url, (tx) => tx.saveDrafts([{ dossier: ids[0] ?? '', state: bytes }]))
          const { value } = await transact(engine.db, url, (tx) => tx.dossiers(ids.slice(0, 1)))
          expect([...(value.get(ids[0] ?? '')?.draft ?? [])]).toEqual([...bytes])
        }),
      )
    })

    test('a damaged act is loud, never skipped', async () => {
      const bytes = new Uint8Array([1])
      const damaged: LogEntry = { ...logEntry(ids[0] ?? '', 4, null), bytes }
      await transact(engine.db, url, (tx) => tx.saveEntries([damaged]))
      await expect(actsOf(engine.db, damaged.dossier)).rejects.toThrow('no longer reads')
      await engine.db
        .updateTable('contents')
        .set({ bytes: brotliCompressSync(new Uint8Array([0])) })
        .execute()
      await expect(actsOf(engine.db, damaged.dossier)).rejects.toThrow('not there')
    })
  })
}
