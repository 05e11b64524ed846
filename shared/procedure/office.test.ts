import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../scripts/packs-check.ts'
import type { Unit } from '../access/directory.ts'
import { answerBefore, competentOffice, feeOf } from './office.ts'
import { evidenceFor } from './outside-expression.ts'
import type { ProcedurePack } from './pack.ts'

const { packs } = await loadPacks(join(import.meta.dirname, '../../procedures'))
const shipped = (id: string): ProcedurePack => {
  const pack = packs.find((one) => one.id === id)
  if (pack === undefined) throw new Error(id)
  return pack
}
const birth = shipped('ma.birth-record-extract')
const residence = shipped('ma.residence-certificate-local')
const road = shipped('xx.road-report')

const unit = (id: string, kind: Unit['kind'], pivots: readonly string[]): Unit => ({
  id,
  kind,
  name: { fr: id, ar: id },
  pivots,
})

describe('the competent office', () => {
  const units = [
    unit('epn', 'point', ['etat-civil']),
    unit('ec', 'office', ['etat-civil']),
    unit('general', 'office', ['local-authority', 'roads']),
  ]
  test('is the office that answers for the pivot, never a service point', () => {
    expect(competentOffice(birth, { units })?.id).toBe('ec')
    expect(competentOffice(residence, { units })?.id).toBe('general')
    expect(competentOffice(road, { units })?.id).toBe('general')
  })
  test('is nobody when no office does', () => expect(competentOffice(birth, { units: units.slice(0, 1) })).toBeNull())
})

describe('the fee', () => {
  test('is paid for each copy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (copies) => {
        expect(feeOf(birth, { copies })).toMatchObject({ amount: copies * 2, currency: 'MAD', verified: true })
      }),
    )
    expect(feeOf(birth, {}).amount).toBe(2)
    expect(feeOf(birth, { copies: 'many' }).amount).toBe(2)
  })
  test('is zero and doubtful where two sources disagree, zero and sure where nothing is due', () => {
    expect(feeOf(residence, {})).toMatchObject({ amount: 0, verified: false })
    expect(feeOf(road, {})).toMatchObject({ amount: 0, verified: true, lines: [] })
  })
  test('is unknown when one of its figures is, and leaves out what is not due', () => {
    const [stamp] = birth.service.hasCost
    if (stamp === undefined) throw new Error('no cost')
    const full = { ...stamp, id: 'full', hasValue: null, when: "${record_kind} = 'full'" }
    const pack = { ...birth, service: { ...birth.service, hasCost: [stamp, full] } }
    expect(feeOf(pack, { copies: 2, record_kind: 'extract' }).amount).toBe(4)
    expect(feeOf(pack, { copies: 2, record_kind: 'full' }).amount).toBeNull()
  })
  test('does not gather dust of cents', () => {
    const cost = { ...birth.service.hasCost[0], hasValue: 0.1 } as ProcedurePack['service']['hasCost'][number]
    const pack = { ...birth, service: { ...birth.service, hasCost: [cost, { ...cost, id: 'b' }] } }
    expect(feeOf(pack, { copies: 3 }).amount).toBe(0.6)
  })
})

describe('the day of the answer', () => {
  const delayed = (processing: string | null, max?: string): ProcedurePack => {
    const source = residence.service.processingTime.source
    const { maxTime: _, ...service } = residence.service
    return {
      ...residence,
      service: {
        ...service,
        processingTime: { value: processing, source },
        ...(max === undefined ? {} : { maxTime: { value: max, source } }),
      },
    }
  }
  test('is the usual delay of the procedure, from the day it was received', () => {
    expect(answerBefore(residence, '2026-11-21T23:30:00Z')).toEqual({ date: '2026-11-22', verified: true })
  })
  test('is the legal maximum where the procedure only says "at once at the counter"', () => {
    expect(answerBefore(birth, '2026-11-21')?.date).toBe('2027-01-20')
  })
  test('is not promised where no delay is known', () => expect(answerBefore(road, '2026-11-21')).toBeNull())
  test.each([
    ['P1M', '2027-01-31', '2027-02-28'],
    ['P1M', '2028-01-31', '2028-02-29'],
    ['P1Y', '2028-02-29', '2029-02-28'],
    ['P2W', '2026-12-25', '2027-01-08'],
    ['P1M1D', '2027-01-31', '2027-03-01'],
    ['P60D', '2026-11-21', '2027-01-20'],
  ])('%s after %s is %s', (duration, from, date) => expect(answerBefore(delayed(duration), from)?.date).toBe(date))
  test('never comes before the request, and grows with the delay', () => {
    const days = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(
        days,
        days,
        fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (a, b, at) => {
          const from = at.toISOString()
          const [first, second] = [
            answerBefore(delayed(`P${a}D`), from)?.date ?? '',
            answerBefore(delayed(`P${b}D`), from)?.date ?? '',
          ]
          expect(first > from.slice(0, 10)).toBe(true)
          expect(Math.sign(a - b)).toBe(first < second ? -1 : first > second ? 1 : 0)
        },
      ),
    )
  })
})

test('a proof of the tie is asked of a third party only', () => {
  const ids = (answers: Readonly<Record<string, string>>) => evidenceFor(birth, answers).map(({ id }) => id)
  expect(ids({ for_whom: 'other' })).toContain('tie-proof')
  expect(ids({ for_whom: 'me' })).not.toContain('tie-proof')
  expect(ids({})).not.toContain('tie-proof')
})
