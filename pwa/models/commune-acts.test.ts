import { beforeEach, expect, test } from 'vitest'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { actBytes, makeAct, parseAct, type Act } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import type { Visit } from '../../shared/dossier/visit.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { DeviceDisk, LocalChange } from '../storage/device-disk.ts'
import type { KnownEntry } from '../storage/rows.ts'
import type { CommuneLine } from './commune-line.ts'
import { communeLineOf, showLines } from './commune-lines.ts'
import { openLiveDossier } from './live-dossier.ts'
import { createLiveDossiers } from './live-dossiers.ts'
import { countOf } from './dossiers.ts'
import { notSentTo, pendingRecordings, recordingSource, setRecordingsDesk } from './recordings.ts'
import { createRecordingsDesk } from './recordings-desk.ts'
import { forget, state } from './state.ts'
import { summarise } from './summarise.ts'
import type { Summary } from './summary.ts'
import { countDaysThatAreOver } from './visits-desk.ts'
import type { Writer } from './writer.ts'

const name = { fr: 'x', ar: 'س' }
const fatima: Agent = { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'asni' }
const nadia: Agent = { id: 'nadia', name: 'Nadia', role: 'supervisor', unit: 'bureau' }
const directory: Directory = {
  commune: { code: '07.041.07.03', name, province: name },
  units: ['asni', 'imlil', 'bureau'].map((id) => ({ id, kind: 'point', name, pivots: [] })),
  agents: [fatima, nadia],
  demo: true,
  publicUrl: 'https://guichet.example',
}
const writerFor = (me: Agent, now = '2026-08-20T10:00:00.000Z'): Writer => ({
  me,
  device: 'BBBBBBBBBBBBBBBBBBBBBA',
  incarnation: 'AAAAAAAAAAAAAAAAAAAAAA',
  now: () => now,
  beacon: () => null,
  directory: () => directory,
  packs: () => [],
  packOf: () => null,
  wrote: () => {},
})

/** One disk, as both people of these tests see it. */
const createDisk = () => {
  const rows: KnownEntry[] = []
  const facts = new Map<string, unknown>()
  const disk = {
    write: async ({ dossier, entries, facts: changed = [] }: LocalChange) => {
      for (const entry of entries)
        rows.push({
          ...entry,
          dossier,
          key: rows.length + 1,
          incarnation: '',
          entry: null,
          pending: true,
          stranded: false,
        })
      for (const { key, value } of changed) facts.set(key, value)
      const mine = rows.filter((row) => row.dossier === dossier)
      const line: Summary | CommuneLine | null =
        communeLineOf(dossier, mine, []) ?? summarise(dossier, mine, [], () => null)
      if (line) showLines([line], fatima)
    },
    versionOf: () => 0,
    entriesOf: async (dossier: string) => rows.filter((row) => row.dossier === dossier),
    heldOf: async () => [],
    fact: async (key: string) => facts.get(key) ?? null,
  } as Partial<DeviceDisk> as DeviceDisk
  return { disk, rows, facts }
}

let serial = 0
const random = (length: number): Uint8Array => {
  serial++
  return Uint8Array.from({ length }, (_, at) => (serial * 31 + at * 7) % 256)
}
const deskFor = (disk: DeviceDisk, me: Agent) => {
  const writer = writerFor(me)
  return createRecordingsDesk({
    disk,
    lives: createLiveDossiers((id) => openLiveDossier(id, disk, writer)),
    writer,
    random,
  })
}
const made = {
  prompt: 'app.yes',
  voice: 'shi',
  scope: 'commune',
  speaker: 'Fadma',
  bytes: Uint8Array.of(1, 2, 3, 250),
  mediaType: 'audio/webm;codecs=opus',
  ms: 900.4,
} as const

beforeEach(() => {
  forget()
  state.directory.value = directory
  state.agent.value = fatima.id
})

test('recorded, approved, heard, taken back: then the default voice speaks again', async () => {
  const { disk } = createDisk()
  const mine = deskFor(disk, fatima)
  setRecordingsDesk(mine)
  const recorded = await mine.record(made)
  const id = recorded.ok ? (recorded.value?.id ?? '') : ''
  expect(pendingRecordings.value.map((one) => one.id)).toEqual([id])
  expect(await recordingSource.find('app.yes', 'shi')).toBeNull()

  expect(await deskFor(disk, nadia).approve(id, 'commune')).toEqual({ ok: true, value: undefined })
  const heard = await recordingSource.find('app.yes', 'shi')
  expect(heard && new Uint8Array(await heard.arrayBuffer())).toEqual(made.bytes)
  expect(heard?.type).toBe('audio/webm;codecs=opus')
  expect(await recordingSource.find('app.yes', 'ary')).toBeNull()

  expect((await mine.withdraw(id)).ok).toBe(true)
  expect(await recordingSource.find('app.yes', 'shi')).toBeNull()
})

test('a mediator’s approval is refused here, before anything is written', async () => {
  const { disk, rows } = createDisk()
  const mine = deskFor(disk, fatima)
  const recorded = await mine.record(made)
  const id = recorded.ok ? (recorded.value?.id ?? '') : ''
  expect(await mine.approve(id, 'commune')).toMatchObject({ ok: false, error: { type: 'role' } })
  expect(rows).toHaveLength(1)
})

test('recordings and counts are in no list and no count of requests', async () => {
  const { disk } = createDisk()
  await deskFor(disk, fatima).record(made)
  expect(state.summaries.value).toEqual([])
  expect(Object.values(countOf(state.summaries.value)).every((n) => n === 0)).toBe(true)
  expect(JSON.stringify(state.recordings.value)).not.toContain('AQID')
})

test('a recording goes to the supervisors; an approval for all goes to every unit, and says who came later', async () => {
  const { disk, rows } = createDisk()
  const recorded = await deskFor(disk, fatima).record(made)
  const id = recorded.ok ? (recorded.value?.id ?? '') : ''
  await deskFor(disk, nadia).approve(id, 'commune')
  const acts = rows.flatMap((row) => (parseAct(row.bytes).ok ? [actOf(row)] : []))
  expect(acts.map((act) => act.payload['to'])).toEqual([['bureau'], ['asni', 'imlil', 'bureau']])
  const [line] = state.recordings.value
  expect(line && notSentTo(line)).toEqual([])
  state.directory.value = { ...directory, units: [...directory.units, { id: 'new', kind: 'point', name, pivots: [] }] }
  expect(line && notSentTo(line)).toEqual(['new'])
})

test('what is too long for a packet is not written', async () => {
  const { disk, rows } = createDisk()
  const long = { ...made, bytes: new Uint8Array(25 * 1024 + 1) }
  expect(await deskFor(disk, fatima).record(long)).toEqual({ ok: false, error: { type: 'too-long' } })
  expect(rows).toEqual([])
})

test('what a locked device remembers of it is nothing', async () => {
  const { disk } = createDisk()
  await deskFor(disk, fatima).record(made)
  setRecordingsDesk(null)
  forget()
  expect(state.recordings.value).toEqual([])
  expect(await recordingSource.find('app.yes', 'shi')).toBeNull()
})

const visit: Visit = { heard: 'shi', turned: { need: 70_000 }, byCitizen: 1, byHelper: 1, readBack: 'done', wrong: 0 }
const actOf = (row: Pick<KnownEntry, 'bytes'>): Act => {
  const parsed = parseAct(row.bytes)
  if (!parsed.ok) throw new Error(parsed.error.why)
  return parsed.value
}

const filedOn = async (disk: DeviceDisk, dossier: string, at: string, device = 'BBBBBBBBBBBBBBBBBBBBBA') => {
  const act = (kind: ActKind, payload: Act['payload'], after: readonly string[]): Act =>
    makeAct({
      v: 1,
      dossier,
      kind,
      by: { agent: 'fatima', device, unit: 'asni', role: 'mediator' },
      at,
      beacon: null,
      after,
      payload,
    })
  const opened = act('opened', { procedure: 'ma.x@1.0.0', lang: 'ar' }, [])
  const refused = act('withdrawn', { reason: 'non', refused: true, visit }, [opened.id])
  await disk.write({ dossier, entries: [opened, refused].map((one) => ({ kind: 'act', bytes: actBytes(one) })) })
}
const countNow = (disk: DeviceDisk, now: string) => {
  const writer = writerFor(fatima, now)
  const lives = createLiveDossiers((id) => openLiveDossier(id, disk, writer))
  const summaries = () => state.summaries.value
  return countDaysThatAreOver({ disk, lives, writer, summaries, dayOf: (iso) => iso.slice(0, 10), random })
}

test('each day that is over is counted once, with this device’s own visits, and today is not', async () => {
  const { disk, rows } = createDisk()
  await filedOn(disk, 'AAAAAAAAAAAAAAAAAAAAAA', '2026-08-17T09:00:00.000Z')
  await filedOn(disk, 'AAAAAAAAAAAAAAAAAAAAAQ', '2026-08-18T09:00:00.000Z')
  await filedOn(disk, 'AAAAAAAAAAAAAAAAAAAAAg', '2026-08-18T11:00:00.000Z')
  await filedOn(disk, 'AAAAAAAAAAAAAAAAAAAAAw', '2026-08-18T11:00:00.000Z', 'CCCCCCCCCCCCCCCCCCCCCA')
  await filedOn(disk, 'AAAAAAAAAAAAAAAAAAAABA', '2026-08-19T08:00:00.000Z')
  await countNow(disk, '2026-08-19T10:00:00.000Z')
  const counts = () =>
    rows.flatMap((row) => {
      const counted = payloadOf(actOf(row), 'visits-counted')
      return counted ? [[counted.day, counted.forms[0]?.refused, counted.to]] : []
    })
  const first = [
    ['2026-08-17', 1, ['bureau']],
    ['2026-08-18', 2, ['bureau']],
  ]
  expect(counts()).toEqual(first)
  await countNow(disk, '2026-08-19T18:00:00.000Z')
  expect(counts()).toEqual(first)
  await countNow(disk, '2026-08-20T08:00:00.000Z')
  expect(counts()).toEqual([...first, ['2026-08-19', 1, ['bureau']]])
  expect(state.visits.value.map((one) => one.day)).toEqual(['2026-08-17', '2026-08-18', '2026-08-19'])
})

test('the count names no dossier and no person who was served', async () => {
  const { disk, rows } = createDisk()
  await filedOn(disk, 'AAAAAAAAAAAAAAAAAAAAAA', '2026-08-17T09:00:00.000Z')
  await countNow(disk, '2026-08-19T10:00:00.000Z')
  const counted = rows.map(actOf).find((act) => act.kind === 'visits-counted')
  expect(JSON.stringify(counted)).not.toContain('AAAAAAAAAAAAAAAAAAAAAA')
  expect(counted?.after).toEqual([])
})
