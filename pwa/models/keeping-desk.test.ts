import { beforeEach, expect, test } from 'vitest'
import type { Agent, KeepingCase } from '../../shared/access/directory.ts'
import { parseAct, type Act } from '../../shared/dossier/act.ts'
import type { LocalChange } from '../storage/device-disk.ts'
import type { KnownEntry } from '../storage/rows.ts'
import { communeLineOf, showLines } from './commune-lines.ts'
import { createKeepingDesk } from './keeping-desk.ts'
import { createLiveDossiers } from './live-dossiers.ts'
import { forget, state } from './state.ts'
import type { Writer } from './writer.ts'

const dossier = 'AAAAAAAAAAAAAAAAAAAAAA'
const head = 'h'.repeat(43)
const nadia: Agent = { id: 'nadia', name: 'Nadia', role: 'supervisor', unit: 'bureau' }
const review: KeepingCase = {
  dossier,
  reference: '12.40.67.31',
  procedure: 'ma.trial@1.0.0',
  office: 'office',
  what: 'review',
  since: '2026-04-01',
  closed: true,
  numbers: [],
  words: [],
  after: [head],
}

/** A desk that has no row of the dossier. */
const deskOf = (me: Agent) => {
  const rows: KnownEntry[] = []
  const writer: Writer = {
    me,
    device: 'BBBBBBBBBBBBBBBBBBBBBA',
    incarnation: 'CCCCCCCCCCCCCCCCCCCCCA',
    now: () => '2026-08-20T10:00:00.000Z',
    beacon: () => null,
    directory: () => {
      throw new Error('nothing here is judged by it')
    },
    packs: () => [],
    packOf: () => null,
    wrote: () => undefined,
  }
  const disk = {
    entriesOf: async () => rows,
    write: async ({ entries }: LocalChange) => {
      for (const entry of entries)
        rows.push({
          ...entry,
          dossier,
          key: rows.length + 1,
          incarnation: writer.incarnation,
          entry: null,
          pending: true,
          stranded: false,
        })
      const line = communeLineOf(dossier, rows, [])
      if (line) showLines([line], me)
    },
  }
  const lives = createLiveDossiers(() => Promise.reject(new Error('the dossier is not here')))
  const acts = (): readonly Act[] =>
    rows.flatMap(({ bytes }) => {
      const read = parseAct(bytes)
      return read.ok ? [read.value] : []
    })
  return { desk: createKeepingDesk({ disk, lives, writer, has: () => false }), acts }
}

beforeEach(() => forget())

test('what is signed of a dossier that is elsewhere follows what the server named, then what was signed here before', async () => {
  const { desk, acts } = deskOf(nadia)
  expect(await desk.sign(review, 'disposal-decided', { what: 'keep', until: '2030-01-01', reason: 'x' })).toEqual({
    ok: true,
    value: undefined,
  })
  expect((await desk.sign(review, 'disposal-decided', { what: 'destroy', reason: 'y' })).ok).toBe(true)
  const [first, second] = acts()
  expect(first).toMatchObject({ kind: 'disposal-decided', after: [head], by: { agent: 'nadia', role: 'supervisor' } })
  expect(second?.after).toEqual([head, first?.id].toSorted())
  expect(state.keeping.value).toMatchObject([{ id: dossier, kept: [first?.id, second?.id] }])
  showLines([{ id: dossier, type: 'erased' }], nadia)
  expect(state.keeping.value).toEqual([])
})

test('the same person is refused a second time, in words, and somebody else is not', async () => {
  const { desk, acts } = deskOf(nadia)
  const asked = (agent: string): KeepingCase => ({
    ...review,
    what: 'early',
    words: [{ id: 'w', kind: 'disposal-decided', agent, on: '2026-04-01', what: 'destroy', stands: true }],
  })
  const payload = { what: 'destroy' as const, reason: 'x' }
  expect(await desk.sign(asked('nadia'), 'disposal-decided', payload)).toMatchObject({
    ok: false,
    error: { type: 'same-person' },
  })
  expect(acts()).toEqual([])
  expect((await desk.sign(asked('driss'), 'disposal-decided', payload)).ok).toBe(true)
})

test('an empty reason is refused, and so is whoever is no supervisor', async () => {
  const { desk } = deskOf({ ...nadia, role: 'officer' })
  expect(await desk.sign(review, 'archived', { where: '' })).toMatchObject({ error: { type: 'malformed' } })
  expect(await desk.sign(review, 'archived', { where: 'Archives' })).toMatchObject({ error: { type: 'role' } })
})
