import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import type { Entry, WitnessPage } from './ports.ts'
import { idOf } from './simulation/calm.ts'
import { fakeReceipt } from './simulation/crypto.ts'
import { lotsOf, pageToSeal, provenEntries, withIds } from './witness.ts'

const entry = (word: string): Entry => ({ dossier: idOf(word), kind: 'act', bytes: Uint8Array.of(1, 2, 3) })
const [first, second, third] = [entry('first'), entry('second'), entry('third')]
const epoch = { counter: 2, random: 'life' }
const pageOver = async (...entries: readonly Entry[]): Promise<WitnessPage> => {
  const ids = entries.map(entryId)
  return { epoch, unit: 'epn', ids, receipt: await fakeReceipt(pageToSeal(epoch, 'epn', ids)) }
}
const proven = async (pages: readonly WitnessPage[], entries: readonly Entry[]): Promise<readonly Entry[]> => {
  const found = await provenEntries({ receipt: fakeReceipt }, { pages, entries })
  return found.map(({ dossier, kind, bytes }) => ({ dossier, kind, bytes }))
}
/** Every text with one bit of one byte changed. */
const flipped = (id: string): string => (id.startsWith('B') ? 'A' : 'B') + id.slice(1)

describe('rule 4: a witness is believed on the server’s own receipt', () => {
  test('for the entries of the page, in whole or in part', async () => {
    const page = await pageOver(first, second)
    expect(await proven([page], [first, second])).toEqual([first, second])
    expect(await proven([page], [second])).toEqual([second])
  })

  test('for no entry that stands outside of the page, and for no other content', async () => {
    const page = await pageOver(first, second)
    const changed = { ...second, bytes: Uint8Array.of(1, 2, 4) }
    expect(await proven([page], [third, first, changed])).toEqual([first])
    expect(await proven([], [first])).toEqual([])
  })

  test('for nothing when any bit of the receipt is another', async () => {
    const page = await pageOver(first)
    for (let bit = 0; bit < page.receipt.length * 8; bit++) {
      const receipt = page.receipt.slice()
      receipt[bit >> 3] = (receipt[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await proven([{ ...page, receipt }], [first])).toEqual([])
    }
    for (const receipt of [new Uint8Array(), page.receipt.slice(0, 31), new Uint8Array(32)])
      expect(await proven([{ ...page, receipt }], [first])).toEqual([])
  })

  test('for nothing when the epoch, the unit or the ids are others than it was made over', async () => {
    const page = await pageOver(first, second)
    const ids = page.ids
    const forged: readonly WitnessPage[] = [
      { ...page, epoch: { ...epoch, counter: 3 } },
      { ...page, epoch: { ...epoch, random: 'lifd' } },
      { ...page, unit: 'epm' },
      { ...page, ids: [...ids].reverse() },
      { ...page, ids: ids.slice(0, 1) },
      { ...page, ids: [...ids, entryId(third)] },
      { ...page, ids: [ids[0] ?? '', flipped(ids[1] ?? '')] },
    ]
    for (const one of forged) expect(await proven([one], [first, second, third])).toEqual([])
  })

  test('for the pages that are genuine, whatever comes with them', async () => {
    const [good, bad] = [await pageOver(first), await pageOver(second)]
    expect(await proven([{ ...bad, unit: 'office' }, good], [first, second])).toEqual([first])
  })
})

test('rule 4: what a receipt is made over says where each part ends', () => {
  const text = fc.string({ maxLength: 4 })
  const part = fc.tuple(fc.nat(300), text, text)
  fc.assert(
    fc.property(part, part, (one, other) => {
      const [a, b] = [one, other].map(([counter, random, unit]) => pageToSeal({ counter, random }, unit, []).join())
      expect(a === b).toBe(JSON.stringify(one) === JSON.stringify(other))
    }),
  )
})

test('rule 4: a receipt stands for 256 ids, and the last one for the rest', () => {
  fc.assert(
    fc.property(fc.nat(1000), (length) => {
      const ids = withIds([first, second, third]).map(({ id }) => id)
      const all = Array.from({ length }, (_, at) => `${ids[at % 3] ?? ''}${at}`)
      const lots = lotsOf(all)
      expect(lots.flat()).toEqual(all)
      expect(lots.every((lot, at) => lot.length === limits.pageIds || (at === lots.length - 1 && lot.length > 0))).toBe(
        true,
      )
      expect(lots.length).toBe(Math.ceil(length / limits.pageIds))
    }),
  )
})
