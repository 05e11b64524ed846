import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import type { Entry, WitnessPage } from './ports.ts'
import { acceptSync } from './server.ts'
import { actEntry, createCalmServer, createSitting, emptyRequest, filed, idOf, unsigned } from './simulation/calm.ts'
import { fakeReceipt } from './simulation/crypto.ts'
import { encodeRequest, sealRequest, type SyncRequest } from './wire-request.ts'
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
/** Another id. */
const another = (id: string): string => (id.startsWith('B') ? 'A' : 'B') + id.slice(1)

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
    const longer = Uint8Array.of(...page.receipt, 0)
    for (const receipt of [new Uint8Array(), page.receipt.slice(0, 31), longer, new Uint8Array(32)])
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
      { ...page, ids: [ids[0] ?? '', another(ids[1] ?? '')] },
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

describe('rule 4: entries of a former life', () => {
  /** Mediator B read everything in the first life, and the second has begun with nothing. */
  const setup = async (submit: boolean) => {
    const dossier = idOf('dossier')
    const { server, sitting, opened, draft, submitted } = await filed(dossier, submit)
    const reader = await createSitting('mediator-b')
    const { entries, receipts, epoch } = await server.accept(await reader.request())
    const pages = receipts.map((receipt) => ({ epoch, unit: 'epn', ids: entries.map(entryId), receipt }))
    server.disk.restore(createCalmServer().disk.backup(), { counter: 2, random: 'second' })
    const witnessed = { pages, entries }
    const bear = async (changes: Partial<SyncRequest> = {}) =>
      acceptSync(server.ports, await reader.request({ witnessed, ...changes }))
    const stateOf = (entry: Entry) => server.disk.log.get(entryId(entry))?.held
    sitting.chain = null
    return { server, sitting, opened, draft, submitted, entries, witnessed, bear, stateOf }
  }

  test('count again, in the order in which they are shown, and only once', async () => {
    const { server, entries, bear } = await setup(false)
    expect(await bear()).toMatchObject({ ok: true, value: { witnessed: 2 } })
    expect(server.disk.journalOf('epn')).toEqual(entries.map(entryId))
    expect(await bear()).toMatchObject({ ok: true, value: { witnessed: 0 } })
    expect(server.disk.journalOf('epn')).toHaveLength(2)
  })

  test('count also when the new life holds them', async () => {
    const { server, sitting, opened, draft, submitted, bear, stateOf } = await setup(true)
    await server.accept(unsigned(await sitting.cut(actEntry(opened), actEntry(submitted))))
    await server.accept(unsigned(await sitting.cut(draft)))
    expect(stateOf(draft)).toBe('after-submission')
    expect(await bear()).toMatchObject({ ok: true, value: { witnessed: 1 } })
    expect(stateOf(draft)).toBe(null)
    expect(server.disk.journalOf('epn')).toContain(entryId(draft))
    expect(await server.disk.tx.heldOf([sitting.keys.incarnation])).toEqual([])
  })

  test('are taken from an open session only', async () => {
    const { server, witnessed, bear } = await setup(true)
    expect(await bear({ certificate: null })).toMatchObject({ ok: true, value: { witnessed: 0 } })
    const locked = sealRequest(encodeRequest({ ...emptyRequest, witnessed }), null)
    expect(await acceptSync(server.ports, locked)).toMatchObject({ ok: true, value: { witnessed: 0 } })
    expect(server.disk.log.size).toBe(0)
  })
})
