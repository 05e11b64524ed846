import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { turnGroups, visitSchema } from '../../shared/dossier/visit.ts'
import { varieties } from '../../shared/speech/variety.ts'
import { emptyVisitLog, isReadRight, visitOf, withTaught, withTurn, type VisitLog } from './visit-log.ts'

const turn = fc.record({
  group: fc.constantFrom(...turnGroups),
  ms: fc.double({ min: -10, max: 1e12, noNaN: true }),
  ended: fc.constantFrom('done' as const, 'called' as const),
})
const taught = fc.dictionary(
  fc.constantFrom('what', 'cost', 'when', '__proto__'),
  fc.constantFrom('right' as const, 'missed' as const),
)
const rows = fc.uniqueArray(
  fc.record({ key: fc.string({ minLength: 1 }), value: fc.oneof(fc.string(), fc.integer()) }),
  {
    selector: ({ key }) => key,
    maxLength: 20,
  },
)

test('whatever happened in a visit, its counts are fit to travel and hold no answer', () => {
  fc.assert(
    fc.property(
      fc.array(turn, { maxLength: 20 }),
      fc.array(taught, { maxLength: 5 }),
      rows,
      fc.option(fc.constantFrom(...varieties)),
      fc.option(fc.string({ minLength: 1, maxLength: 500 })),
      fc.nat(1e6),
      (turns, points, rows, heard, skipReason, wrong) => {
        let log: VisitLog = { ...emptyVisitLog, skipReason, wrong }
        for (const one of turns) log = withTurn(log, one)
        for (const one of points) log = withTaught(log, one)
        const visit = visitOf({ log, heard, rows, said: new Map(), right: {} })
        expect(v.is(visitSchema, visit)).toBe(true)
        expect(JSON.stringify(visit).length).toBeLessThan(1_500)
      },
    ),
  )
})

test('time adds up by group, and a clock that jumped back takes none away', () => {
  let log = emptyVisitLog
  for (const ms of [1_000, 250.6, -9_000]) log = withTurn(log, { group: 'private', ms, ended: 'done' })
  expect(log.turned).toEqual({ private: 1_251 })
})

test('a point missed once stays counted when it is right the second time', () => {
  const log = withTaught(withTaught(emptyVisitLog, { cost: 'missed' }), { cost: 'right', what: 'right' })
  expect(log).toMatchObject({ taught: { cost: 'right', what: 'right' }, missed: ['cost'] })
})

test('a row is right as long as its answer is the one that was read', () => {
  const right = { douar: '"Tizi"' }
  expect(isReadRight(right, { key: 'douar', value: 'Tizi' })).toBe(true)
  expect(isReadRight(right, { key: 'douar', value: 'Asni' })).toBe(false)
  expect(isReadRight(right, { key: 'toString', value: 'x' })).toBe(false)
})
