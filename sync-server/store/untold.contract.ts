// What any engine must do for the list of acts that may have to be told: what comes in with a transaction, what is looked
// at when, and what goes.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actBytes, makeAct, type Act } from '../../shared/dossier/act.ts'
import { entryId } from '../../shared/sync/entry.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { HeldReason } from '../../shared/sync/ports.ts'
import type { LogEntry } from '../../shared/sync/server-ports.ts'
import { ids, Rollback, url, type Engine } from '../testing/stored-entries.ts'
import { eraseDossier } from './erase.ts'
import { ensureEpoch } from './meta.ts'
import { transact } from './sync-store.ts'
import { countUntold, dropUntold, lookAtUntold, noteTaken, untoldAt, untoldOf } from './untold.ts'

const [one = '', other = ''] = ids
const morning = '2026-11-21T09:00:00.000Z'
const noon = '2026-11-21T12:00:00.000Z'

const actIn = (dossier: string, kind: ActKind, payload: Act['payload'] = {}): Act =>
  makeAct({
    v: 1,
    dossier,
    kind,
    by: { agent: 'omar', device: one, unit: 'bureau-general', role: 'clerk' },
    at: morning,
    beacon: null,
    after: [],
    payload,
  })

const entryOf = (act: Act, held: HeldReason | null): LogEntry => {
  const entry = { dossier: act.dossier, kind: 'act', bytes: actBytes(act) } as const
  return { ...entry, id: entryId(entry), origin: { incarnation: one, n: 1 }, held }
}

export const untoldContract = (name: string, open: () => Promise<Engine>): void => {
  describe(`${name}: what may have to be told`, () => {
    let engine: Engine
    beforeEach(async () => {
      engine = await open()
      await ensureEpoch(engine.db, 'random')
    })
    afterEach(() => engine.close())

    const take = async (entries: readonly LogEntry[], messages = true, rollback = false): Promise<void> => {
      const world = { now: () => new Date(morning), messages }
      await transact(
        engine.db,
        url,
        async (tx) => {
          await tx.saveEntries(entries)
          if (rollback) throw new Rollback()
        },
        world,
      ).catch((cause: unknown) => {
        if (!(cause instanceof Rollback)) throw cause
      })
    }
    const decided = actIn(one, 'decided', { outcome: 'accepted' })
    const ready = actIn(one, 'ready')

    test('an act that tells something is noted when it is applied, with the transaction, and only where messages are sent', async () => {
      const silent = [actIn(one, 'claimed'), actIn(one, 'noted', { text: '"kind":"decided"' })]
      await take(silent.map((act) => entryOf(act, null)))
      await take([entryOf(decided, null)], true, true)
      await take([entryOf(ready, null)], false)
      expect(await untoldOf(engine.db, one)).toEqual([])
      const waits = entryOf(decided, 'pending')
      await take([waits])
      expect(await untoldOf(engine.db, one)).toEqual([])
      await transact(engine.db, url, (tx) => tx.settleEntry(waits.id, null), {
        now: () => new Date(noon),
        messages: true,
      })
      expect(await untoldOf(engine.db, one)).toEqual([
        { act: decided.id, dossier: one, came: noon, look_at: noon, tries: 0, taken: null },
      ])
    })

    test('dossiers are looked at when it is time, the longest waiting first, each once', async () => {
      const [first, second] = [entryOf(decided, null), entryOf(ready, null)]
      await take([entryOf(actIn(other, 'ready'), null), first, second])
      await lookAtUntold(engine.db, [decided.id], { at: '2026-11-21T08:00:00.000Z', tries: 1 })
      expect(await untoldAt(engine.db, '2026-11-21T08:59:59.999Z', 9)).toEqual([one])
      expect(await untoldAt(engine.db, morning, 9)).toEqual([one, other])
      expect(await untoldAt(engine.db, morning, 1)).toEqual([one])
      expect(await countUntold(engine.db)).toBe(2)
      await lookAtUntold(engine.db, [decided.id, ready.id], { at: noon, tries: 2 })
      expect(await untoldAt(engine.db, morning, 9)).toEqual([other])
      expect((await untoldOf(engine.db, one)).map(({ look_at, tries }) => [look_at, tries])).toEqual([
        [noon, 2],
        [noon, 2],
      ])
      await noteTaken(engine.db, ready.id, decided.id)
      expect((await untoldOf(engine.db, one)).flatMap(({ act, taken }) => (taken ? [[act, taken]] : []))).toEqual([
        [ready.id, decided.id],
      ])
      await dropUntold(engine.db, [decided.id])
      expect((await untoldOf(engine.db, one)).map(({ act }) => act)).toEqual([ready.id])
    })

    test('it goes with a dossier that is erased', async () => {
      await take([entryOf(decided, null), entryOf(actIn(other, 'ready'), null)])
      await eraseDossier(engine.db, one, [], noon)
      expect(await untoldAt(engine.db, noon, 9)).toEqual([other])
    })
  })
}
