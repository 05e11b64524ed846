import fc from 'fast-check'
import { expect, test } from 'vitest'
import { turnedSpans, type FormCount } from '../dossier/commune-payload.ts'
import { parsePayload } from '../dossier/payload.ts'
import type { Visit } from '../dossier/visit.ts'
import { countVisits, type EndedVisit } from './count.ts'
import { bandOf, fewest, isAlarm, medianSpan, reportOf, visitsOf, type DayCount } from './report.ts'

const visit = (more: Partial<Visit> = {}): Visit => ({
  heard: 'shi',
  turned: { need: 20_000, consent: 50_000 },
  byCitizen: 3,
  byHelper: 5,
  readBack: 'done',
  wrong: 0,
  ...more,
})
const ended = (filed: boolean, more: Partial<Visit> = {}, procedure = 'ma.x@1.0.0'): EndedVisit => ({
  procedure,
  filed,
  visit: visit(more),
})
const day = (unit: string, visits: readonly EndedVisit[], more: Partial<DayCount> = {}): DayCount => ({
  id: `${unit}-${visits.length}`,
  device: `kiosk-${unit}`,
  unit,
  day: '2026-03-02',
  forms: countVisits(visits),
  ...more,
})
const times = (n: number, one: EndedVisit): readonly EndedVisit[] => Array.from({ length: n }, () => one)
const units = ['asni', 'imlil']

test('visits are counted by form, whatever its version', () => {
  const [count, ...others] = countVisits([
    ended(true),
    ended(false, { readBack: null }, 'ma.x@1.1.0'),
    ended(true, { readBack: 'skipped', skipReason: 'no-time', wrong: 2, taught: { asked: 3, missed: 1 } }),
  ])
  expect(others).toEqual([])
  expect(count).toMatchObject({ procedure: 'ma.x', filed: 2, refused: 1, readBack: 1, skipped: { 'no-time': 1 } })
  expect(count).toMatchObject({ corrected: 1, wrong: 2, byCitizen: 9, byHelper: 15, taught: 3, missed: 1 })
})

test('words typed as a reason stay at the desk', () => {
  const [count] = countVisits([ended(true, { readBack: 'skipped', skipReason: 'Mme Aït Brahim est pressée' })])
  expect(count?.skipped).toEqual({ other: 1 })
})

test('the middle of the times is given as a span, never as one visit’s time', () => {
  const [count] = countVisits([
    ended(true, { turned: { need: 10_000 } }),
    ended(true, { turned: { need: 70_000 } }),
    ended(true, { turned: { questions: 900_000 } }),
  ])
  expect(count && medianSpan(count)).toEqual({ from: 60, to: 120 })
})

test('a form with fewer than five visits is only named', () => {
  expect(reportOf([day('asni', times(4, ended(true)))], '', units)).toEqual({ forms: [], few: ['ma.x'] })
})

test('no refusal among twenty is an alarm, among nineteen it is not yet', () => {
  const [many] = countVisits(times(20, ended(true)))
  const [less] = countVisits(times(19, ended(true)))
  expect(many && isAlarm(many)).toBe(true)
  expect(less && isAlarm(less)).toBe(false)
  const [one] = countVisits([...times(30, ended(true)), ended(false)])
  expect(one && isAlarm(one)).toBe(false)
})

test('a device that counts a day twice is believed once', () => {
  const days = [day('asni', times(6, ended(true))), day('asni', times(7, ended(true)))]
  expect(reportOf(days, '', units).forms[0]?.visits).toBe(7)
})

test('days before the first do not count', () => {
  const days = [day('asni', times(6, ended(true)), { day: '2026-01-01' }), day('imlil', times(8, ended(true)))]
  expect(reportOf(days, '2026-02-01', units).forms[0]?.visits).toBe(8)
})

const anyVisit: fc.Arbitrary<EndedVisit> = fc.record({
  procedure: fc.constantFrom('ma.x@1.0.0', 'ma.y@1.0.0'),
  filed: fc.boolean(),
  visit: fc.record({
    heard: fc.constant(null),
    turned: fc.record({ need: fc.nat(3_000_000) }),
    byCitizen: fc.nat(20),
    byHelper: fc.nat(20),
    readBack: fc.constantFrom('done' as const, 'skipped' as const, null),
    wrong: fc.nat(3),
  }),
})
const anyDays = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.array(anyVisit, { minLength: 1, maxLength: 9 })),
  { maxLength: 8 },
)
const toDays = (list: readonly (readonly [string, readonly EndedVisit[]])[]) =>
  list.map(([unit, visits], n) => day(unit, visits, { id: `d${n}`, device: `k${n}` }))

test('nothing below five can be read or worked out: neither a form, nor a point, nor what is left of a total', () => {
  fc.assert(
    fc.property(anyDays, (list) => {
      for (const { visits, points, hidden } of reportOf(toDays(list), '', ['b', 'a']).forms) {
        expect(visits).toBeGreaterThanOrEqual(fewest)
        for (const point of points) expect(point.visits).toBeGreaterThanOrEqual(fewest)
        const left = visits - points.reduce((sum, point) => sum + point.visits, 0)
        expect(left === 0 || left >= fewest).toBe(true)
        expect(hidden > 0).toBe(left > 0)
      }
    }),
  )
})

test('points stand in the order of the commune, whatever their numbers', () => {
  fc.assert(
    fc.property(anyDays, (list) => {
      const order = ['c', 'a', 'd', 'b']
      for (const { points } of reportOf(toDays(list), '', order).forms) {
        const places = points.map(({ unit }) => order.indexOf(unit))
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }
    }),
  )
})

test('every visit is in one span, and what is counted can travel', () => {
  fc.assert(
    fc.property(fc.array(anyVisit, { minLength: 1, maxLength: 20 }), (visits) => {
      const forms = countVisits(visits)
      const all = forms.reduce((sum, count) => sum + visitsOf(count), 0)
      expect(all).toBe(visits.length)
      expect(forms.flatMap(({ turned }: FormCount) => turned).reduce((sum, n) => sum + n, 0)).toBe(visits.length)
      expect(forms.every(({ turned }) => turned.length === turnedSpans.length)).toBe(true)
      expect(parsePayload('visits-counted', { day: '2026-03-02', forms, to: ['x'] }).ok).toBe(true)
    }),
  )
})

test('a count is told as a band that holds it, and those below five are one band', () => {
  expect(bandOf(0)).toBeNull()
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (n) => {
      const band = bandOf(n)
      expect(band && n >= band.from && n <= (band.to ?? n)).toBe(true)
      expect(band?.to === fewest - 1).toBe(n < fewest)
    }),
  )
})
