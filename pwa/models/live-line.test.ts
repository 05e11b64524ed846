import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { actBytes, makeAct, parseAct } from '../../shared/dossier/act.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import type { Held } from '../../shared/sync/ports.ts'
import type { DeviceDisk, LocalChange } from '../storage/device-disk.ts'
import { lineAhead } from '../storage/line-ahead.ts'
import type { KnownEntry } from '../storage/rows.ts'
import { openLiveDossier } from './live-dossier.ts'
import { summarise } from './summarise.ts'
import { dossierId, mediator, writerOf } from './testing/array-request.ts'

const parsed = parsePack(
  JSON.parse(readFileSync(new URL('../../procedures/xx.road-report.json', import.meta.url), 'utf8')),
)
if (!parsed.ok) throw new Error('the pack does not load')
const road = parsed.value
const writer = writerOf([road])
const other = 'DDDDDDDDDDDDDDDDDDDDDA'
const fields = ['douar', ...road.titleRows]

/** A disk that takes a line as the real one does, and looks at what the rows say at the same moment. */
const createWorld = () => {
  let rows: readonly KnownEntry[] = []
  let held: readonly Held[] = []
  let stored: unknown = null
  let version = 0
  let fails = false
  let taken = 0
  let made = 0
  const forked = new Set<string>()
  const add = (entry: Pick<KnownEntry, 'kind' | 'bytes'>, incarnation: string) => {
    const key = rows.length + 1
    const isOwn = incarnation === writer.incarnation
    const stranded = isOwn && forked.has(incarnation)
    rows = [
      ...rows,
      {
        ...entry,
        dossier: dossierId,
        key,
        incarnation: isOwn ? incarnation : '',
        entry: `e${key}`,
        pending: isOwn,
        stranded,
      },
    ]
  }
  const write = async (change: LocalChange) => {
    await Promise.resolve()
    if (fails) {
      fails = false
      throw new Error('QuotaExceededError')
    }
    const line = lineAhead({ rows: { versionOf: () => version, forked }, incarnation: writer.incarnation }, change)
    for (const entry of change.entries) add(entry, writer.incarnation)
    if (change.entries.length === 0) return
    version++
    made++
    const ofRows = summarise(dossierId, rows, held, writer.packOf)
    if (line) taken++
    if (line !== 'same') stored = line ?? ofRows
    expect(stored).toEqual(ofRows)
  }
  const disk = {
    write,
    versionOf: () => version,
    entriesOf: async () => rows,
    heldOf: async () => held,
  } as Partial<DeviceDisk> as DeviceDisk
  const change = (work: () => void) => {
    work()
    version++
    // What brings rows writes the line they give.
    stored = summarise(dossierId, rows, held, writer.packOf)
  }
  /** Another sitting answers without having seen what is here. */
  const outside = openDraft(7, null)
  return {
    disk,
    failNext: () => (fails = true),
    counts: () => ({ made, taken }),
    comes: (field: string, value: string) =>
      change(() => {
        const bytes = setAnswer(outside, other, field, value, { by: 'hassan', said: 'citizen' })
        add({ kind: 'draft', bytes }, other)
      }),
    actComes: () =>
      change(() => {
        const opened = rows.find((row) => row.kind === 'act')
        const first = opened && parseAct(opened.bytes)
        if (!first?.ok) return
        const by = { agent: mediator.id, device: 'EEEEEEEEEEEEEEEEEEEEEA', unit: mediator.unit, role: mediator.role }
        const at = '2026-08-21T10:00:00.000Z'
        const act = makeAct({
          v: 1,
          dossier: dossierId,
          kind: 'noted',
          by,
          at,
          beacon: null,
          after: [first.value.id],
          payload: { text: `n${rows.length}` },
        })
        add({ kind: 'act', bytes: actBytes(act) }, other)
      }),
    received: () => change(() => (rows = rows.map((row) => ({ ...row, pending: false, stranded: false })))),
    isHeld: (at: number) =>
      change(() => {
        const row = rows[at % Math.max(1, rows.length)]
        if (row?.kind === 'act')
          held = [
            ...held,
            { dossier: dossierId, incarnation: writer.incarnation, entry: `e${row.key}`, reason: 'key-not-allowed' },
          ]
      }),
    /** The chain of this sitting: only dossiers that have something of it on its way are touched. */
    fork: () => {
      forked.add(writer.incarnation)
      if (!rows.some((row) => row.pending)) return
      change(() => {
        rows = rows.map((row) => ({ ...row, stranded: row.pending }))
      })
    },
    /** An answer of an earlier sitting here, whose chain is forked. */
    leftBehind: (field: string, value: string) =>
      change(() => {
        const bytes = setAnswer(openDraft(9, null), 'FFFFFFFFFFFFFFFFFFFFFA', field, value, {
          by: 'x',
          said: 'citizen',
        })
        add({ kind: 'draft', bytes }, other)
        rows = rows.map((row) => (row.bytes === bytes ? { ...row, pending: true, stranded: true } : row))
      }),
  }
}

const open = async (world: ReturnType<typeof createWorld>) => {
  const live = await openLiveDossier(dossierId, world.disk, writer)
  const opened = await live.write('opened', { procedure: packRef(road), lang: 'fr' })
  if (!opened.ok) throw new Error('not opened')
  return live
}

const hash = 'A'.repeat(43)
const submission = {
  procedure: packRef(road),
  answersHash: hash,
  attachments: [],
  to: 'general',
  reference: makeReference(12, 4067),
  tokenHash: hash,
  secretHash: hash,
  mode: 'enabling',
}
const said = { said: 'citizen' } as const
const value = fc.constantFrom('Tizi', 'تيزي', 'Aït', '')
const field = fc.constantFrom(...fields)
const step = fc.oneof(
  fc.record({ do: fc.constant('answer' as const), field, value, waits: fc.boolean() }),
  fc.record({ do: fc.constantFrom('note' as const, 'submit' as const), waits: fc.boolean() }),
  fc.record({ do: fc.constantFrom('comes' as const, 'leftBehind' as const), field, value }),
  fc.record({ do: fc.constantFrom('actComes', 'received', 'refresh', 'fail', 'fork') }),
  fc.record({ do: fc.constant('held' as const), at: fc.nat(20) }),
)

describe('the line of a dossier that is open', () => {
  test('is the one its rows would give, whatever was written, refused, brought, held or left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const world = createWorld()
        const live = await open(world)
        const going: Promise<unknown>[] = []
        const run = async (work: Promise<unknown>, waits: boolean) => {
          const quiet = work.catch((cause: unknown) => {
            if (!(cause instanceof Error && cause.message === 'QuotaExceededError')) throw cause
          })
          going.push(quiet)
          if (waits) await quiet
        }
        for (const one of steps) {
          if (one.do === 'answer' && 'field' in one) await run(live.answer(one.field, one.value, said), one.waits)
          else if (one.do === 'note' && 'waits' in one) await run(live.write('noted', { text: 'x' }), one.waits)
          else if (one.do === 'submit' && 'waits' in one) await run(live.write('submitted', submission), one.waits)
          else if (one.do === 'comes' && 'field' in one) world.comes(one.field, one.value)
          else if (one.do === 'leftBehind' && 'field' in one) world.leftBehind(one.field, one.value)
          else if (one.do === 'held' && 'at' in one) world.isHeld(one.at)
          else if (one.do === 'actComes') world.actComes()
          else if (one.do === 'received') world.received()
          else if (one.do === 'refresh') await run(live.refresh(), false)
          else if (one.do === 'fork') world.fork()
          else if (one.do === 'fail') world.failNext()
        }
        await Promise.all(going)
      }),
    )
  })

  test('costs no reading of rows while nobody else changes the dossier', async () => {
    const world = createWorld()
    const live = await open(world)
    await live.answer('douar', 'Tizi', said)
    await Promise.all([live.answer('douar', 'Tizi n’', said), live.answer('douar', 'Tizi n’Test', said)])
    await live.write('noted', { text: 'x' })
    expect(world.counts()).toEqual({ made: 4, taken: 4 })
  })

  test('of a request that is filed says that the office does not have it yet', async () => {
    const world = createWorld()
    const live = await open(world)
    expect(await live.write('submitted', submission)).toMatchObject({ ok: true })
    await live.answer('douar', 'Tizi', said)
    expect(world.counts()).toEqual({ made: 3, taken: 3 })
  })

  test('is written again when a contradiction that came in between is settled by the old answer', async () => {
    const world = createWorld()
    const live = await open(world)
    await live.answer('douar', 'Tizi', said)
    world.comes('douar', 'Ailleurs')
    await live.refresh()
    expect(live.conflicts.value.size).toBe(1)
    await live.answer('douar', 'Tizi', said)
    expect(live.conflicts.value.size).toBe(0)
    expect(world.counts()).toEqual({ made: 3, taken: 3 })
  })

  test('is read from the rows where something of an earlier sitting was left behind', async () => {
    const world = createWorld()
    const live = await open(world)
    world.leftBehind('douar', 'Tizi')
    await live.refresh()
    await live.answer('service_code', 'pothole', said)
    expect(world.counts()).toEqual({ made: 2, taken: 1 })
  })

  test('is read from the rows when this sitting’s own chain was forked, though the dossier was not touched', async () => {
    const world = createWorld()
    const live = await open(world)
    world.received()
    await live.refresh()
    world.fork()
    await live.answer('service_code', 'pothole', said)
    expect(world.counts()).toEqual({ made: 2, taken: 1 })
  })

  test('is not made from what was known before somebody else’s answer came, until that was read', async () => {
    const world = createWorld()
    const live = await open(world)
    world.comes('douar', 'Ailleurs')
    await live.answer('douar', 'Tizi', said)
    expect(world.counts()).toEqual({ made: 2, taken: 1 })
    await live.refresh()
    await live.answer('douar', 'Tizi n’Test', said)
    expect(world.counts()).toEqual({ made: 3, taken: 2 })
  })
})
