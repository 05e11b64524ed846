import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Act } from '../dossier/act.ts'
import { statusOf } from '../dossier/status.ts'
import { actBy, filedActs, officePack, submittedAct } from '../dossier/testing/office.ts'
import { registerLinesOf, registerRows, type RegisterDossier } from './rows.ts'

const at = (time: string) => ({ at: time })
const yes = actBy('karim', 'decided', { outcome: 'accepted' }, [submittedAct])
const issued = actBy('karim', 'issued', { document: 'certificate' }, [yes], at('2026-12-31T10:00:00Z'))
const numbered = (paper: Act, n: number, time: string, series = 'A') =>
  actBy('server', 'numbered', { issued: paper.id, office: 'office', year: 2027, series, n }, [paper], at(time))
const first = numbered(issued, 1, '2027-01-02T08:00:00Z')
const given = actBy('samira', 'handed-over', { proof: 'scan', issued: issued.id }, [first], at('2027-01-03T08:00:00Z'))
const reopened = actBy('samira', 'reopened', { reason: 'nom' }, [given])
const again = actBy('karim', 'decided', { outcome: 'accepted' }, [reopened])
const next = actBy(
  'karim',
  'issued',
  { document: 'certificate', replaces: issued.id },
  [again],
  at('2027-01-04T08:00:00Z'),
)

const dossierOf = (acts: readonly Act[], id = 'd'): RegisterDossier => ({
  id,
  reference: '12.40.67.86',
  procedure: 'ma.trial@1.0.0',
  title: 'x',
  ...registerLinesOf(statusOf([...filedActs, ...acts], officePack.workflow)),
})
const rows = (acts: readonly Act[], year = 2027) => registerRows([dossierOf(acts)], 'office', year)

describe('the register', () => {
  test('has a row for each paper and each hand-over; a paper stands in the year of its number', () => {
    const all = [yes, issued, first, given]
    expect(rows(all)).toMatchObject([
      { kind: 'issued', number: '2027-A-1', at: first.at, agent: 'karim', document: 'certificate', replaces: null },
      {
        kind: 'handed-over',
        number: '2027-A-1',
        at: given.at,
        agent: 'samira',
        document: 'certificate',
        proof: 'scan',
      },
    ])
    expect(rows(all, 2026)).toEqual([])
    expect(registerRows([dossierOf(all)], 'town', 2027)).toEqual([])
  })

  test('a provisional paper stands last, in the year it was printed, without a number', () => {
    expect(rows([yes, issued], 2026)).toMatchObject([{ kind: 'issued', number: null, at: issued.at }])
  })

  test('a paper that replaces another is a row of its own, and each names the other', () => {
    const all = [yes, issued, first, given, reopened, again, next]
    expect(rows(all)).toMatchObject([
      { kind: 'issued', number: '2027-A-1', replacedBy: next.id },
      { kind: 'handed-over' },
      { kind: 'issued', number: null, replaces: '2027-A-1', replacedBy: null },
    ])
    expect(rows([...all, numbered(next, 2, '2027-01-05T08:00:00Z')])).toMatchObject([
      { number: '2027-A-1', replacedBy: '2027-A-2' },
      { kind: 'handed-over', number: '2027-A-1' },
      { number: '2027-A-2', replaces: '2027-A-1' },
    ])
  })

  test('a number that a restored server gave a second time is a row that counts for nothing', () => {
    expect(rows([yes, issued, first, numbered(issued, 1, '2027-02-01T08:00:00Z', 'B')])).toMatchObject([
      { kind: 'issued', number: '2027-A-1' },
      { kind: 'void', number: '2027-B-1', replacedBy: '2027-A-1' },
    ])
  })

  test('lines made before papers were known have no rows', () => {
    const old = { id: 'o', reference: null, procedure: 'x', title: '' }
    expect(registerRows([old], 'office', 2027)).toEqual([])
  })

  test('numbers never step back, nothing is lost, and the order of the lists says nothing', () => {
    const line = fc.record({
      n: fc.integer({ min: 1, max: 500 }),
      day: fc.nat(300),
      given: fc.nat(300),
      told: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ({ n }) => n, maxLength: 40 }), fc.nat(39), (lines, turn) => {
        const time = (day: number): string => new Date(Date.UTC(2027, 0, 1 + day)).toISOString()
        const dossiers = lines.map(({ n, day, given, told }): RegisterDossier => {
          const by = { unit: 'office', agent: 'karim' }
          const paper = { id: `i${n}`, document: 'certificate', at: time(day), replaces: null, replacedBy: null, ...by }
          return {
            id: `d${n}`,
            reference: null,
            procedure: 'x',
            title: '',
            issued: [{ ...paper, number: told ? `2027-A-${n}` : null, provisional: !told }],
            handed: [{ id: `h${n}`, at: time(given), proof: 'scan', issued: `i${n}`, ...by }],
          }
        })
        const turned = [...dossiers.slice(turn), ...dossiers.slice(0, turn)]
        const found = registerRows(dossiers, 'office', 2027)
        expect(registerRows(turned, 'office', 2027)).toEqual(found)
        expect(found).toHaveLength(lines.length * 2)
        const numbers = found.filter(({ kind, number }) => kind === 'issued' && number !== null)
        const order = numbers.map(({ number }) => Number(number?.slice(7)))
        expect(order).toEqual([...order].sort((a, b) => a - b))
        const handed = found.filter(({ kind }) => kind === 'handed-over').map(({ at }) => at)
        expect(handed).toEqual([...handed].sort())
      }),
    )
  })
})
