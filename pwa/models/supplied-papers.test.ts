import { expect, test } from 'vitest'
import { ok } from '../../shared/text/result.ts'
import { makeAct } from '../../shared/dossier/act.ts'
import { openSuppliedPapers } from './supplied-papers.ts'
import type { Facts } from './live-dossier.ts'
import { createArrayDisk, dossierId } from './testing/array-request.ts'

const page = (letter: string) => ({ bytes: new TextEncoder().encode(letter), mediaType: 'image/webp' })

const openDesk = async (world = createArrayDisk([])) => {
  const written: Readonly<Record<string, unknown>>[] = []
  const keep = (facts: Facts = []) => {
    for (const { key, value } of facts) world.facts.set(key, value)
  }
  const supplied = await openSuppliedPapers({
    live: {
      id: dossierId,
      note: async (facts) => keep(facts),
      write: async (kind, payload, facts) => {
        written.push(payload)
        keep(facts)
        const by = { agent: 'fatima', device: 'd', unit: 'epn-a', role: 'mediator' } as const
        return ok(
          makeAct({ v: 1, dossier: dossierId, kind, by, at: '2026-08-20T10:00:00Z', beacon: null, after: [], payload }),
        )
      },
    },
    disk: world.disk,
    papers: world.papers,
  })
  return { supplied, written, world }
}

test('pages that were kept are there after a killed tab, and go out with their paper alone', async () => {
  const first = await openDesk()
  await first.supplied.add('bill', page('a'))
  await first.supplied.add('bill', page('b'))
  await first.supplied.add('photo', page('c'))
  const { supplied, written, world } = await openDesk(first.world)
  expect(supplied.pages.value.map(({ piece, page }) => `${piece} ${page}`)).toEqual(['bill 1', 'bill 2', 'photo 1'])
  await supplied.supply('bill')
  expect(written).toEqual([{ pieces: ['bill'], capture: 'photo', papers: first.supplied.pages.value.slice(0, 2) }])
  expect(supplied.pages.value.map(({ piece }) => piece)).toEqual(['photo'])
  await supplied.supply('photo')
  expect((await openDesk(world)).supplied.pages.value).toEqual([])
})

test('without a photograph, the original was seen', async () => {
  const { supplied, written } = await openDesk()
  await supplied.supply('bill')
  expect(written).toEqual([{ pieces: ['bill'], capture: 'seen' }])
})
