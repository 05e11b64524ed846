import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Row } from './database.ts'
import { encodeChange, encodeValue, foldChanges, generationOf, mirrorKey } from './mirror-log.ts'
import type { MirrorChange } from './mirror-log.ts'

const row = (key: number, more: Partial<Row> = {}): Row => ({
  key,
  dossier: 'd',
  kind: 'draft',
  incarnation: 'i',
  unsent: 1,
  pending: 1,
  sealed: Uint8Array.of(key, 2, 3),
  ...more,
})
const put = (...rows: readonly Row[]): MirrorChange => ({
  put: rows.map((one) => ['rows', mirrorKey('rows', one), encodeValue(one) ?? new Uint8Array()]),
  drop: [],
})
const drop = (...keys: readonly number[]): MirrorChange => ({ put: [], drop: keys.map((key) => ['rows', String(key)]) })
const fold = (...changes: readonly MirrorChange[]) => foldChanges(changes.map(encodeChange))

describe('what the mirror holds', () => {
  test('is the last that was written of each, and nothing that was taken away', () => {
    const step = fc.oneof(
      fc.record({ key: fc.integer({ min: 1, max: 5 }), byte: fc.nat(255) }),
      fc.record({ gone: fc.integer({ min: 1, max: 5 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const model = new Map<string, Row>()
        const changes = steps.map((one) => {
          if ('gone' in one) {
            model.delete(String(one.gone))
            return drop(one.gone)
          }
          const written = row(one.key, { sealed: Uint8Array.of(one.byte) })
          model.set(String(one.key), written)
          return put(written)
        })
        expect([...fold(...changes).rows].sort()).toEqual([...model].sort())
      }),
    )
  })

  test('comes back as it was in the database, every table', () => {
    const chain = {
      incarnation: 'i',
      born: 1,
      agent: 'a',
      certificate: Uint8Array.of(1),
      sealedKey: null,
      n: 2,
      hash: 'h',
      acked: 1,
    }
    const packet = { order: 4, incarnation: 'i', n: 2, hash: 'h', bytes: Uint8Array.of(9) }
    const fact = { key: 'receipt:d', value: Uint8Array.of(7) }
    const blob = { hash: 'd/h', sealed: Uint8Array.of(8) }
    const pack = { id: 'pack:x@1', value: { name: { fr: 'x', ar: 'س' } } }
    const all = foldChanges([
      encodeChange({
        generation: 3,
        put: [
          ['chains', mirrorKey('chains', chain), encodeValue(chain) ?? new Uint8Array()],
          ['outbox', mirrorKey('outbox', packet), encodeValue(packet) ?? new Uint8Array()],
          ['meta', mirrorKey('meta', fact), encodeValue(fact) ?? new Uint8Array()],
          ['blobs', mirrorKey('blobs', blob), encodeValue(blob) ?? new Uint8Array()],
          ['packs', mirrorKey('packs', pack), encodeValue(pack) ?? new Uint8Array()],
        ],
        drop: [],
      }),
    ])
    expect([...all.chains.values()]).toEqual([chain])
    expect([...all.outbox.values()]).toEqual([packet])
    expect([...all.meta.values()]).toEqual([fact])
    expect([...all.blobs.values()]).toEqual([blob])
    expect([...all.packs.values()]).toEqual([pack])
  })

  test('leaves out what is not of its shape, and goes on with the rest', () => {
    const odd: MirrorChange = { put: [['rows', '7', encodeValue({ key: 'seven' }) ?? new Uint8Array()]], drop: [] }
    const strange = Uint8Array.of(255, 0, 1)
    const kept = foldChanges([encodeChange(put(row(1))), strange, encodeChange(odd), encodeChange(put(row(2)))])
    expect([...kept.rows.keys()]).toEqual(['1', '2'])
  })

  test('says which file is the newer one', () => {
    expect(generationOf(encodeChange({ generation: 5, put: [], drop: [] }))).toBe(5)
    expect(generationOf(encodeChange(put(row(1))))).toBe(0)
    expect(generationOf(Uint8Array.of(1, 2, 3))).toBe(0)
  })
})
