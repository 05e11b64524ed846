import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { actBytes, makeAct } from '../dossier/act.ts'
import { encodeEntries } from './body.ts'
import { compressBody } from './compress.ts'
import { dictionary } from './dictionary.ts'
import type { Entry } from './ports.ts'

const inflate = (packed: Uint8Array, protocol: 1 | 2): readonly number[] => [
  ...inflateRawSync(packed, protocol === 1 ? {} : { dictionary }),
]

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64UrlEncoded)
const entries = fc.array(
  fc.record({ text: fc.string({ unit: 'grapheme', minLength: 1 }), keep: hash }).map((payload): Entry => ({
    dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
    kind: 'act',
    bytes: actBytes(
      makeAct({
        v: 1,
        dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
        kind: 'settled',
        by: { agent: 'a', device: 'd', unit: 'u', role: 'clerk' },
        at: '2026-11-20T08:00:00Z',
        beacon: null,
        after: [],
        payload,
      }),
    ),
  })),
  { maxLength: 20 },
)

describe('rule 9: a compressed body', () => {
  test('is a plain deflate stream for whoever has the dictionary', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(1, 2), (all, protocol) => {
        const body = encodeEntries(all, protocol)
        expect(inflate(compressBody(body, protocol), protocol)).toEqual([...body])
      }),
    )
  })

  test('may hold any bytes, and more of what cannot be compressed than a stored block takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        expect(inflate(compressBody(body, 2), 2)).toEqual([...body])
      }),
    )
    let state = 1
    const noise = (): string => {
      const bytes = Uint8Array.from({ length: 32 }, () => (state = (state * 48_271) % 0x7fff_ffff) & 255)
      return toBase64UrlEncoded(bytes)
    }
    const one = { dossier: 'AAAAAAAAAAAAAAAAAAAAAA', kind: 'act' } as const
    const body = encodeEntries(
      Array.from({ length: 2_500 }, () => {
        const act = makeAct({
          v: 1,
          dossier: one.dossier,
          kind: 'settled',
          by: { agent: 'a', device: 'd', unit: 'u', role: 'clerk' },
          at: '2026-11-20T08:00:00Z',
          beacon: null,
          after: [],
          payload: { keep: noise(), text: noise().slice(0, 9) },
        })
        return { ...one, bytes: actBytes(act) }
      }),
    )
    const packed = compressBody(body, 2)
    expect(inflate(packed, 2)).toEqual([...body])
    expect(packed.length).toBeLessThan(2_500 * (32 + 14))
  })
})
