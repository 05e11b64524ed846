import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packComplaints } from './pack-errors.ts'
import { parsePack } from './schema.ts'

const read = async (id: string): Promise<string> =>
  readFile(join(import.meta.dirname, `../../procedures/${id}.json`), 'utf8')
const sources = { road: await read('xx.road-report'), birth: await read('ma.birth-record-extract') }

/** The pack with what stands at each place replaced; `undefined` takes it away. */
const edited = (source: keyof typeof sources, edits: Readonly<Record<string, unknown>>): unknown => {
  const pack: unknown = JSON.parse(sources[source])
  for (const [place, value] of Object.entries(edits)) {
    const keys = place.split(/[.[\]]+/u).filter((key) => key !== '')
    const last = keys.pop() ?? ''
    const holder = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], pack) as Record<
      string,
      unknown
    >
    if (value === undefined) delete holder[last]
    else holder[last] = value
  }
  return pack
}

const complaints = (json: unknown): readonly string[] => {
  const parsed = parsePack(json)
  return parsed.ok ? [] : parsed.error.map((error) => `${error.code} @ ${error.place}`)
}

const french = (fr: string) => ({ fr, ar: 'نص' })

describe('a pack with one mistake names its place', () => {
  test.each<
    readonly [what: string, source: keyof typeof sources, edits: Readonly<Record<string, unknown>>, told: string]
  >([
    ['another schema', 'road', { schema: 'pack/2' }, 'shape @ schema'],
    ['no version', 'road', { version: undefined }, 'missing @ version'],
    ['a version that is no semver', 'road', { version: '1.0' }, 'shape @ version'],
    ['a misspelt field', 'road', { 'form.survey[2].relevent': 'true()' }, 'unknown-field @ form.survey[2].relevent'],
    ['a text without Arabic', 'road', { 'service.name': { fr: 'Route' } }, 'missing @ service.name.ar'],
    ['a blank text', 'road', { 'service.name.fr': '  ' }, 'empty-text @ service.name.fr'],
    ['a day that does not exist', 'road', { issued: '2026-13-01' }, 'shape @ issued'],
    ['a duration in words', 'birth', { 'service.maxTime.value': '60 days' }, 'shape @ service.maxTime.value'],
    [
      'two copies of a paper (law 55-19)',
      'birth',
      { 'service.hasInputType[0].copies': 2 },
      'shape @ service.hasInputType[0].copies',
    ],
    [
      'a legalised copy (law 55-19)',
      'birth',
      { 'service.hasInputType[0].mustBeLegalised': true },
      'shape @ service.hasInputType[0].mustBeLegalised',
    ],
    ['a fee under zero', 'birth', { 'service.hasCost[0].hasValue': -2 }, 'shape @ service.hasCost[0].hasValue'],
    ['a fee without source', 'birth', { 'service.hasCost[0].source': [] }, 'shape @ service.hasCost[0].source'],
    [
      'a delay without source',
      'birth',
      { 'service.processingTime.source': [] },
      'fact-without-source @ service.processingTime.source',
    ],
    ['an unknown life event', 'road', { 'service.isGroupedBy': ['harvest'] }, 'unknown-event @ service.isGroupedBy[0]'],
    [
      'an alternative alone',
      'birth',
      { 'service.hasInputType[0].anyOf': 'B' },
      'lonely-alternative @ service.hasInputType[0].anyOf',
    ],
    [
      'a page with a row that is not there',
      'road',
      { 'form.pages[0].rows[0]': 'nothing' },
      'unknown-row @ form.pages[0].rows[0]',
    ],
    [
      'a question on two pages',
      'road',
      { 'form.pages[2].rows[0]': 'douar' },
      'row-on-two-pages @ form.pages[2].rows[0]',
    ],
    [
      'a calculation on a page',
      'birth',
      { 'form.pages[2].rows[0]': 'birth_year_from' },
      'calculate-on-page @ form.pages[2].rows[0]',
    ],
    [
      'a question on no page',
      'road',
      { 'form.pages[2].rows': ['since', 'photo', 'phone'] },
      'row-without-page @ form.survey[8].name',
    ],
    ['a question without words', 'road', { 'form.survey[8].label': undefined }, 'no-label @ form.survey[8].label'],
    [
      'an unknown reference',
      'road',
      { 'form.survey[2].relevant': "${nothing} = 'x'" },
      'form-reference @ form.survey[2].relevant',
    ],
    [
      'an unfinished expression',
      'road',
      { 'form.survey[3].relevant': '${service_code} = ' },
      'form-expression @ form.survey[3].relevant',
    ],
    ['a list that is not there', 'road', { 'form.choices.since': undefined }, 'form-list @ form.survey[7].type'],
    ['two rows of one name', 'road', { 'form.survey[8].name': 'douar' }, 'form-duplicate @ form.survey[8].name'],
    ['a title that is not there', 'road', { titleRows: ['nothing'] }, 'unknown-row @ titleRows[0]'],
    ['a sealed title', 'road', { 'form.survey[4].privacy': 'sealed' }, 'sealed-title @ titleRows[1]'],
    [
      'a rule that reads a sealed answer',
      'birth',
      { 'form.survey[17].privacy': 'sealed' },
      'sealed-read @ form.survey[18].relevant',
    ],
    [
      'a cost of a row that is not there',
      'birth',
      { 'service.hasCost[0].quantity': '${sheets}' },
      'expression @ service.hasCost[0].quantity',
    ],
    [
      'a paper asked by a broken rule',
      'birth',
      { 'service.hasInputType[4].when': "${for_whom} = 'other" },
      'expression @ service.hasInputType[4].when',
    ],
    [
      'two reasons of one name',
      'road',
      { 'refusalReasons[1].id': 'classified-road' },
      'duplicate-id @ refusalReasons[1].id',
    ],
    ['refusals without reasons to choose', 'road', { refusalReasons: [] }, 'no-reasons @ refusalReasons'],
    ['a start that is no state', 'road', { 'workflow.initial': 'begin' }, 'unknown-state @ workflow.initial'],
    [
      'a way to nowhere',
      'road',
      { 'workflow.transitions[1].to': 'somewhere' },
      'unknown-state @ workflow.transitions[1].to',
    ],
    [
      'a start without submission',
      'road',
      { 'workflow.transitions[0].on': 'opened' },
      'no-submission @ workflow.initial',
    ],
    [
      'a state nobody reaches',
      'road',
      {
        'workflow.states.lost': { name: french('Perdu'), public: 'received', final: 'abandoned', slaClock: 'stopped' },
      },
      'unreachable-state @ workflow.states.lost',
    ],
    [
      'a way out of the end',
      'road',
      { 'workflow.transitions[6].from': ['scheduled', 'withdrawn'] },
      'leaves-final @ workflow.transitions[6].from',
    ],
    [
      'two ends for one act',
      'road',
      { 'workflow.transitions[5].when': { outcome: 'not-ours' } },
      'ambiguous-transition @ workflow.transitions[5].when',
    ],
    [
      'a request for papers twice (law 55-19)',
      'birth',
      { 'workflow.transitions[3].once': undefined },
      'request-not-once @ workflow.transitions[3].once',
    ],
    [
      'a refusal without reason (law 55-19)',
      'birth',
      { 'workflow.transitions[7].requires': [] },
      'refusal-without-reason @ workflow.transitions[7].requires',
    ],
    [
      'a decision at a service point',
      'birth',
      { 'workflow.transitions[6].by': ['mediator', 'clerk'] },
      'decided-at-point @ workflow.transitions[6].by',
    ],
    [
      'an Open311 field of no row',
      'road',
      { 'extensions.open311.lat_long': 'gps' },
      'unknown-row @ extensions.open311.lat_long',
    ],
    [
      'an Open311 status of no state',
      'road',
      { 'extensions.open311.status.gone': 'closed' },
      'unknown-state @ extensions.open311.status.gone',
    ],
    [
      'an unverified fact in an active pack',
      'birth',
      { status: 'active' },
      'unverified-fact @ service.hasInputType[4].source[0]',
    ],
  ])('%s', (_what, source, edits, told) => expect(complaints(edited(source, edits))).toContain(told))
})

test('no state may be a dead end, and some state must be an end', () => {
  const stuck = complaints(
    edited('road', {
      'workflow.transitions[6].from': ['acknowledged'],
      'workflow.transitions[7].from': ['draft', 'open'],
    }),
  )
  expect(stuck).toEqual(['dead-end @ workflow.states.scheduled'])
  const endless = Object.fromEntries(
    ['fixed', 'not-ours', 'duplicate', 'withdrawn'].map((state) => [`workflow.states.${state}.final`, undefined]),
  )
  expect(complaints(edited('road', endless))).toEqual(['no-final-state @ workflow.states'])
})

test('mistakes of the survey say row and column as a spreadsheet would, from one', () => {
  const parsed = parsePack(edited('road', { 'form.survey[2].relevant': '${nothing}', 'form.survey[3].hint.ar': '' }))
  // Shape first: the empty hint alone.
  expect(parsed).toMatchObject({ error: [{ pack: 'xx.road-report', row: 4, column: 'hint' }] })
  const next = parsePack(edited('road', { 'form.survey[2].relevant': '${nothing}' }))
  expect(next).toMatchObject({
    error: [{ pack: 'xx.road-report', row: 3, column: 'relevant', code: 'form-reference' }],
  })
})

test('every mistake of shape is told at once', () => {
  expect(complaints(edited('road', { version: 'x', mandate: 'maybe', 'service.name.ar': '' }))).toHaveLength(3)
})

test('a pack without mistake comes out as it went in', () => {
  const json: unknown = JSON.parse(sources.birth)
  expect(parsePack(json)).toEqual({ ok: true, value: json })
})

test('nothing that JSON can say makes it throw, and a pack that does not say its name is called ?', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const parsed = parsePack(json)
      expect(parsed.ok).toBe(false)
      if (!parsed.ok) expect(parsed.error.every((error) => error.detail.fr !== '' && error.detail.ar !== '')).toBe(true)
    }),
  )
  expect(parsePack(null)).toMatchObject({ error: [{ pack: '?' }] })
})

test('taking any one field away is either harmless or told, never thrown', () => {
  const places: string[] = []
  const visit = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      places.push(`${place}.${key}`)
      visit(inner, `${place}.${key}`)
    }
  }
  visit(JSON.parse(sources.road), '')
  fc.assert(
    fc.property(fc.constantFrom(...places), (place) => {
      for (const told of complaints(edited('road', { [place]: undefined })))
        expect(told).toMatch(/^[a-z0-9-]+ @ [a-z]\S+$/iu)
    }),
    { numRuns: 150 },
  )
})

test('every mistake is worded in French and in Arabic', () => {
  for (const [code, wording] of Object.entries(packComplaints)) {
    const { fr, ar } = wording('x')
    expect(fr, code).toMatch(/[a-z].*[.?x]$/u)
    expect(ar, code).toMatch(/[\u0621-\u064a].*[.؟x]$/u)
  }
})
