import fc from 'fast-check'
import { createEncoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDraft, setAnswer, setAttachment } from '../dossier/draft.ts'
import { examineDraft } from './examine.ts'
import { entryLimits, guardUpdate, pulledLimits } from './guard.ts'
import { hash43, idOf } from './simulation/calm.ts'
import { clientIdOf } from './client-id.ts'

const author = { device: idOf('device'), incarnation: idOf('incarnation'), agent: 'mediator-a' }
const dossier = idOf('dossier')
const client = clientIdOf(author.device, author.incarnation, dossier)
const said = { by: author.agent, said: 'citizen' as const }

type Edit =
  | { do: 'answer'; field: string; value: string | number | boolean | string[] }
  | { do: 'write'; at: number; text: string }
  | { do: 'erase'; at: number; length: number }
  | { do: 'attach' }
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    do: fc.constant('answer' as const),
    field: fc.constantFrom('name', 'members[k7f2].name', 'year'),
    value: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.array(fc.string()),
    ),
  }),
  fc.record({ do: fc.constant('write' as const), at: fc.nat(), text: fc.string({ unit: 'grapheme', minLength: 1 }) }),
  fc.record({ do: fc.constant('erase' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 9 }) }),
  fc.constant({ do: 'attach' as const }),
)

/** Updates as the desk makes them: one per edit, plus the state when it started. */
const honestUpdates = (edits: readonly Edit[]): Uint8Array[] => {
  const doc = openDraft(client, null)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const notes = doc.getText('notes')
  for (const one of edits) {
    if (one.do === 'answer') setAnswer(doc, author.incarnation, one.field, one.value, said)
    else if (one.do === 'attach') setAttachment(doc, hash43, { field: 'bill', mediaType: 'image/webp', size: 12 })
    else if (one.do === 'write') notes.insert(one.at % (notes.length + 1), one.text)
    else if (notes.length > 0)
      notes.delete(one.at % notes.length, Math.min(one.length, notes.length - (one.at % notes.length)))
  }
  return updates
}
const edits = fc.array(edit, { minLength: 1, maxLength: 12 })

describe('rule 8: the guard', () => {
  test('lets every honest update through, single or merged, under its one clientID', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const updates = honestUpdates(all)
        if (updates.length === 0) return
        const merged = guardUpdate(Y.mergeUpdates(updates), entryLimits(client))
        expect(merged.ok && [...merged.value.clients.keys()].every((one) => one === client)).toBe(true)
        let state: Uint8Array | null = null
        for (const update of updates) {
          const examined = examineDraft(state, update, dossier, author)
          if (!examined.ok) expect.fail(`an honest update was held: ${examined.error}`)
          state = examined.value
        }
      }),
      { numRuns: 400 },
    )
  })

  test('answers every one of 10,000 changed updates without a throw or a pause, and so does what comes after it', () => {
    const samples = fc.sample(edits, { numRuns: 200, seed: 7 }).flatMap(honestUpdates)
    let passed = 0
    let chance = 1
    const below = (n: number): number => {
      chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((chance / 2 ** 32) * n)
    }
    for (let round = 0; round < 10_000; round++) {
      const changed = (samples[below(samples.length)] ?? new Uint8Array()).slice()
      for (let times = 1 + below(3); times > 0 && changed.length > 0; times--)
        changed[below(changed.length)] = below(256)
      const bytes = below(8) === 0 ? changed.subarray(0, below(changed.length)) : changed
      if (guardUpdate(bytes, entryLimits(client)).ok) passed++
      examineDraft(null, bytes, dossier, author)
    }
    expect(passed).toBeLessThan(9_000)
  })

  const update = (write: (e: ReturnType<typeof createEncoder>) => void): Uint8Array => {
    const e = createEncoder()
    write(e)
    return toUint8Array(e)
  }
  /** One struct of one client, then no deletions. */
  const struct = (who: number, clock: number, body: (e: ReturnType<typeof createEncoder>) => void): Uint8Array =>
    update((e) => {
      for (const n of [1, 1, who, clock]) writeVarUint(e, n)
      body(e)
      writeVarUint(e, 0)
    })
  const inRoot = (e: ReturnType<typeof createEncoder>, kind: number, root: string): void => {
    writeUint8(e, kind | 32)
    writeVarUint(e, 1)
    writeVarString(e, root)
    writeVarString(e, 'key')
  }
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

  test.each([
    [
      'a count of 2^25 structs in seven bytes',
      update((e) => [1, 2 ** 25, client, 0].forEach((n) => writeVarUint(e, n))),
      'structs',
    ],
    [
      'a run of a million million deleted clocks',
      struct(client, 0, (e) => (writeUint8(e, 0), writeVarUint(e, 1e12))),
      'run',
    ],
    ['a clock near 2^53', struct(client, 2 ** 53 - 2, (e) => (writeUint8(e, 0), writeVarUint(e, 1))), 'clock'],
    [
      "another sitting's clientID",
      struct(client + 1, 0, (e) => (writeUint8(e, 0), writeVarUint(e, 1))),
      'foreign-client',
    ],
    [
      'a root that is not of a draft',
      struct(client, 0, (e) => (inRoot(e, 8, 'acts'), writeVarUint(e, 1), writeAny(e, 1))),
      'root',
    ],
    ['a shared type inside another', struct(client, 0, (e) => (inRoot(e, 7, 'answers'), writeVarUint(e, 1))), 'kind'],
    [
      'a parent given by id',
      struct(client, 0, (e) => (writeUint8(e, 8), [0, client, 0].forEach((n) => writeVarUint(e, n)))),
      'nested',
    ],
    [
      'a subdocument',
      struct(client, 0, (e) => (inRoot(e, 9, 'answers'), writeVarString(e, 'guid'), writeAny(e, {}))),
      'kind',
    ],
    ['a hole', struct(client, 0, (e) => (writeUint8(e, 10), writeVarUint(e, 5))), 'kind'],
    [
      'a value nested twenty deep',
      struct(client, 0, (e) => (inRoot(e, 8, 'answers'), writeVarUint(e, 1), writeAny(e, nested(20) as never))),
      'depth',
    ],
    [
      'a value count without values',
      struct(client, 0, (e) => (inRoot(e, 8, 'answers'), writeVarUint(e, 2 ** 30))),
      'count',
    ],
    ['bytes after the end', Uint8Array.of(0, 0, 0), 'trailing'],
    ['an endless number', new Uint8Array(20).fill(255), 'varint'],
    ['300 KB', new Uint8Array(300 * 1024), 'size'],
    ['nothing at all', new Uint8Array(), 'truncated'],
  ])('refuses %s', (_what, bytes, why) => {
    expect(guardUpdate(bytes, entryLimits(client))).toEqual({ ok: false, error: why })
  })

  test('rule 10: lets merged pages of several authors with holes through to a device', () => {
    const [first, second, third] = honestUpdates([
      { do: 'write', at: 0, text: 'abc' },
      { do: 'write', at: 3, text: 'def' },
      { do: 'write', at: 6, text: 'ghi' },
    ])
    const other = openDraft(7, null)
    other.getText('notes').insert(0, 'x')
    const parts = [first, third, Y.encodeStateAsUpdate(other)].flatMap((one) => (one ? [one] : []))
    const page = Y.mergeUpdates(parts)
    expect(second).toBeDefined()
    expect(guardUpdate(page, pulledLimits).ok).toBe(true)
    expect(guardUpdate(page, entryLimits(client)).ok).toBe(false)
  })
})
