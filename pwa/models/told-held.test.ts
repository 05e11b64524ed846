import { applyUpdate } from 'yjs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import type { Act } from '../../shared/dossier/act.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { entryId } from '../../shared/sync/entry.ts'
import { guardDraft } from '../../shared/sync/examine.ts'
import type { Held } from '../../shared/sync/ports.ts'
import { proposalsOf, waitingOf } from './held-proposals.ts'
import { summarise } from './summarise.ts'
import { toldHeldIn } from './told-held.ts'

const dossier = 'EEEEEEEEEEEEEEEEEEEEEA'
const device = 'DDDDDDDDDDDDDDDDDDDDDA'
const sittings = ['TTTTTTTTTTTTTTTTTTTTTA', 'UUUUUUUUUUUUUUUUUUUUUA', 'VVVVVVVVVVVVVVVVVVVVVA'] as const

type Doc = ReturnType<typeof openDraft>
const docOf = (sitting: string, seen: readonly Uint8Array[] = []): Doc => {
  const doc = openDraft(0, null)
  for (const update of seen) applyUpdate(doc, update)
  doc.clientID = clientIdOf(device, sitting, dossier)
  return doc
}
const write = (doc: Doc, sitting: string, field: string, value: string, by = 'fatima'): Uint8Array =>
  setAnswer(doc, sitting, field, value, { by, said: 'citizen' })

const said = (
  kind: Act['kind'],
  payload: Act['payload'],
  after: readonly Act[] = [],
  role: Act['by']['role'] = 'clerk',
): Act =>
  makeAct({
    v: 1,
    dossier,
    kind,
    by: { agent: role === 'system' ? 'server' : 'karim', device: 'server', unit: 'office', role },
    at: '2026-08-20T10:00:00.000Z',
    beacon: null,
    after: after.map(({ id }) => id),
    payload,
  })
const opened = said('opened', { procedure: 'xx.none@1.0.0', lang: 'fr' })
const received = said('received', { official: true }, [], 'system')

/** The server's word on a held entry. */
const word = (bytes: Uint8Array, incarnation: string, kind: 'draft' | 'act' = 'draft', isWhole = true): Act =>
  said(
    'entry-held',
    {
      entry: entryId({ dossier, kind, bytes }),
      reason: kind === 'draft' ? 'after-submission' : 'act-not-allowed',
      kind,
      by: { agent: 'fatima', device, incarnation },
      ...(isWhole ? { bytes: toBase64Url(bytes) } : {}),
    },
    [received],
    'system',
  )
const pulled = (kind: 'draft' | 'act', bytes: Uint8Array) =>
  ({ kind, bytes, entry: entryId({ dossier, kind, bytes }), incarnation: '', pending: false }) as const
const own = (bytes: Uint8Array, incarnation: string) => ({ ...pulled('draft', bytes), incarnation })
const heldHere = (bytes: Uint8Array, incarnation: string): Held => ({
  entry: entryId({ dossier, kind: 'draft', bytes }),
  reason: 'after-submission',
  incarnation,
  dossier,
})
const changes = (acts: readonly Act[], rows: Parameters<typeof toldHeldIn>[1]) =>
  toldHeldIn(acts, rows, []).map((one) => one.changes)

const [here, there, elsewhere] = sittings
const filed = write(docOf(here), here, 'douar', 'Imskar', 'karim')

describe('what the dossier tells of another device', () => {
  test('is a proposal with whose it is, also when its author had not seen what was filed', () => {
    for (const seen of [[], [filed]]) {
      const late = write(docOf(there, seen), there, 'douar', 'Tamatert')
      const acts = [word(late, there)]
      const rows = [pulled('draft', filed)]
      expect(proposalsOf(rows, [], toldHeldIn(acts, rows, []))).toMatchObject([
        {
          by: 'fatima',
          reason: 'after-submission',
          changes: [{ field: 'douar', now: 'Imskar', proposed: 'Tamatert' }],
        },
      ])
    }
  })

  test('is told once, whoever says it: this device’s own rows, two words of the server', () => {
    const late = write(docOf(there, [filed]), there, 'douar', 'Tamatert')
    const acts = [word(late, there), word(late, there, 'draft', false)]
    const rows = [pulled('draft', filed), own(late, there)]
    const held = [heldHere(late, there)]
    const proposals = proposalsOf(rows, held, toldHeldIn(acts, rows, held))
    expect(proposals).toHaveLength(1)
    expect(proposals[0]?.changes).toEqual([{ field: 'douar', now: 'Imskar', proposed: 'Tamatert' }])
  })

  test('is no proposal once it counts here', () => {
    const late = write(docOf(there), there, 'douar', 'Tamatert')
    const acts = [word(late, there)]
    expect(toldHeldIn(acts, [pulled('draft', filed), pulled('draft', late)], [])).toEqual([])
    expect(toldHeldIn(acts, [pulled('draft', filed), own(late, there)], [])).toEqual([])
  })

  test('of one sitting is read in its order, and what it said last counts', () => {
    const doc = docOf(there, [filed])
    const first = write(doc, there, 'douar', 'Tamatert')
    const second = write(doc, there, 'name', 'Lhoucine')
    const third = write(doc, there, 'douar', 'Imlil')
    const told = toldHeldIn(
      [third, first, second].map((bytes) => word(bytes, there)),
      [pulled('draft', filed)],
      [],
    )
    expect(told.flatMap((one) => one.changes).sort((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'douar', proposed: 'Imlil' },
      { field: 'name', proposed: 'Lhoucine' },
    ])
    expect(told.map(({ entry }) => entry)).not.toContain(entryId({ dossier, kind: 'draft', bytes: first }))
  })

  test('that builds on what is not here, or came without its bytes, is known by who and why', () => {
    const doc = docOf(there, [filed])
    write(doc, there, 'douar', 'Tamatert')
    const second = write(doc, there, 'name', 'Lhoucine')
    for (const acts of [[word(second, there)], [word(filed, elsewhere, 'draft', false)]]) {
      const [told] = toldHeldIn(acts, [], [])
      expect(told).toMatchObject({ by: { agent: 'fatima' }, changes: [], act: null })
    }
  })

  test('in another’s name, under another’s key or of another clientID is not read', () => {
    const asSomebody = write(docOf(there), there, 'douar', 'x', 'karim')
    const foreignKey = write(docOf(there), here, 'douar', 'x')
    const foreignClient = write(docOf(elsewhere), there, 'douar', 'x')
    for (const bytes of [asSomebody, foreignKey, foreignClient, new Uint8Array([1, 2, 3])])
      expect(changes([word(bytes, there)], [pulled('draft', filed)])).toEqual([[]])
  })

  test('said by a person is nothing', () => {
    const late = write(docOf(there), there, 'douar', 'Tamatert')
    const { id: _, ...body } = word(late, there)
    expect(toldHeldIn([makeAct({ ...body, by: { ...body.by, role: 'clerk' } })], [], [])).toEqual([])
  })

  test('of an act is that act, if it is one of this dossier', () => {
    const act = said('noted', { text: 'trop tard' })
    const [told] = toldHeldIn([word(actBytes(act), there, 'act')], [], [])
    expect(told?.act?.id).toBe(act.id)
    const { id: _, ...body } = act
    const other = makeAct({ ...body, dossier: 'FFFFFFFFFFFFFFFFFFFFFA' })
    expect(toldHeldIn([word(actBytes(other), there, 'act')], [], [])[0]?.act).toBeNull()
  })
})

describe('a proposal waits', () => {
  const late = write(docOf(there, [filed]), there, 'douar', 'Tamatert')
  const told = word(late, there)
  const rows = [pulled('draft', filed)]
  const waiting = (more: readonly Act[], douar: string) =>
    waitingOf(proposalsOf(rows, [], toldHeldIn([told], rows, [])), statusOf([received, told, ...more], null), { douar })

  test('until the answer that stands is the one it proposes', () => {
    expect(waiting([], 'Imskar')).toHaveLength(1)
    expect(waiting([], 'Imlil')[0]?.changes).toEqual([{ field: 'douar', now: 'Imlil', proposed: 'Tamatert' }])
    expect(waiting([], 'Tamatert')).toEqual([])
  })

  test('until somebody of an office who saw it writes a note; nobody else’s word counts', () => {
    expect(waiting([said('noted', { text: 'vu' }, [told])], 'Imskar')).toEqual([])
    expect(waiting([said('noted', { text: 'avant' }, [received])], 'Imskar')).toHaveLength(1)
    expect(waiting([said('noted', { text: 'vu' }, [told], 'mediator')], 'Imskar')).toHaveLength(1)
    expect(waiting([said('claimed', {}, [told])], 'Imskar')).toHaveLength(1)
  })

  test('in the line of the list, apart from what this device brought itself', () => {
    const line = (acts: readonly Act[], more: readonly ReturnType<typeof own>[] = [], held: readonly Held[] = []) => {
      const all = [...acts.map((act) => pulled('act', actBytes(act))), ...rows, ...more]
      const { held: n, proposed } = summarise(dossier, all, held, () => null) ?? { held: -1 }
      return [n, proposed]
    }
    const base = [opened, received, told]
    const corrected = said('corrected', { field: 'douar', value: 'Tamatert', reason: 'vu' }, [told])
    expect(line([opened, received])).toEqual([0, undefined])
    expect(line(base)).toEqual([0, 1])
    expect(line([...base, corrected])).toEqual([0, undefined])
    expect(line(base, [own(late, there)], [heldHere(late, there)])).toEqual([1, undefined])
    expect(line([...base, corrected], [own(late, there)], [heldHere(late, there)])).toEqual([0, undefined])
  })
})

// ---------------------------------------------------------------- laws

/** Several people of a point type in copies of one draft that was filed without them; each brings one entry or more. */
const edits = fc.array(
  fc.record({
    sitting: fc.constantFrom(there, elsewhere),
    field: fc.constantFrom('douar', 'name', 'phone'),
    value: fc.constantFrom('a', 'b', 'Imskar'),
  }),
  { minLength: 1, maxLength: 12 },
)
test('whatever order the words come in, the last answer of each sitting is proposed, and nothing else', () => {
  fc.assert(
    fc.property(edits, fc.nat(), (all, turn) => {
      const docs = new Map([there, elsewhere].map((one) => [one, docOf(one, [filed])]))
      const last = new Map<string, string>()
      const words = all.map(({ sitting, field, value }) => {
        const doc = docs.get(sitting)
        if (!doc) throw new Error(sitting)
        last.set(`${sitting}|${field}`, value)
        return word(write(doc, sitting, field, value), sitting)
      })
      const shuffled = [...words.slice(turn % words.length), ...words.slice(0, turn % words.length)].reverse()
      const told = toldHeldIn([...shuffled, ...words], [pulled('draft', filed)], [])
      const found = told.flatMap(({ by, changes: written }) =>
        written.map(({ field, proposed }) => [`${by.incarnation}|${field}`, proposed] as const),
      )
      expect(new Map(found)).toEqual(last)
      expect(found).toHaveLength(last.size)
    }),
    { numRuns: 60 },
  )
})

test('bytes of any kind never throw, and what is read of them has passed the guard', () => {
  const late = write(docOf(there, [filed]), there, 'douar', 'Tamatert')
  fc.assert(
    fc.property(fc.nat(late.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
      const bytes = cut ? late.slice(0, at + 1) : late.map((byte, i) => (i === at ? byte ^ flip : byte))
      const [told] = toldHeldIn([word(bytes, there)], [pulled('draft', filed)], [])
      expect(told?.by.agent).toBe('fatima')
      const author = { agent: 'fatima', device, incarnation: there }
      if (told && told.changes.length > 0) expect(guardDraft(bytes, dossier, author).ok).toBe(true)
    }),
    { numRuns: 300 },
  )
})
