import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProcedurePack } from './pack.ts'
import { parsePack } from './schema.ts'

const source = await readFile(join(import.meta.dirname, '../../procedures/ma.residence-certificate-local.json'), 'utf8')
const shipped = (): ProcedurePack => JSON.parse(source) as ProcedurePack
const complaints = (json: unknown): readonly string[] => {
  const parsed = parsePack(json)
  return parsed.ok ? [] : parsed.error.map((error) => `${error.code} @ ${error.place}`)
}
const pack = shipped()
const { service, workflow } = pack
const withService = (more: object) => complaints({ ...pack, service: { ...service, ...more } })
const template = service.produces[0]?.template
const withTemplate = (more: object) =>
  withService({ produces: [{ ...service.produces[0], template: { ...template, ...more } }] })
const maxTime = { value: 'P10D', source: [{ kind: 'field', ref: 'x' }] }

describe('a paper', () => {
  test('prints rows that exist, and nothing that is sealed', () => {
    const place = 'service.produces[0].template'
    const says = (text: string) => withTemplate({ paragraphs: [{ fr: text, ar: 'نص' }] })
    expect(says('Habite ${nowhere}')).toEqual([`unknown-row @ ${place}.paragraphs[0]`])
    expect(says('Habite ${}')).toEqual([`unknown-row @ ${place}.paragraphs[0]`])
    expect(says('Caché à ${keep_hidden}')).toEqual([`sealed-read @ ${place}.paragraphs[0]`])
    expect(says('Habite ${douar}, ${douar}')).toEqual([])
    expect(withTemplate({ nameRows: ['nom'] })).toEqual([`unknown-row @ ${place}.nameRows[0]`])
  })
  test('of a receipt has no template: the receipt has its own', () => {
    expect(withService({ produces: [{ ...service.produces[0], type: 'receipt' }] })).toEqual([
      'receipt-with-template @ service.produces[0].template',
    ])
  })
})

test('the place is a row that people at the point may read', () => {
  expect(complaints({ ...pack, placeRow: 'village' })).toEqual(['unknown-row @ placeRow'])
  expect(complaints({ ...pack, placeRow: 'keep_hidden' })).toEqual(['sealed-read @ placeRow'])
})

test('worked days are counted in days, not in months', () => {
  const counted = 'working-days'
  expect(withService({ maxTime: { ...maxTime, counted } })).toEqual([])
  expect(withService({ maxTime: { ...maxTime, value: 'P1M', counted } })).toEqual([
    'worked-days-only @ service.maxTime.value',
  ])
  expect(withService({ maxTime: { ...maxTime, value: 'P1M' } })).toEqual([])
})

test('silence decides by a step of the system, after a time that is known', () => {
  expect(withService({ silence: 'accept' })).toEqual(['silence-without-step @ service.silence'])
  const transitions = workflow.transitions.map((step) =>
    step.id === 'accept' ? { ...step, by: [...step.by, 'system'] } : step,
  )
  const answered = { ...pack, workflow: { ...workflow, transitions } }
  expect(complaints({ ...answered, service: { ...service, silence: 'accept' } })).toEqual([])
  const { maxTime: _none, ...timeless } = service
  expect(complaints({ ...answered, service: { ...timeless, silence: 'accept' } })).toEqual([
    'silence-without-step @ service.silence',
  ])
})

test('a guard-rail bounds something, and says where it comes from', () => {
  const [rail] = pack.guardRails ?? []
  if (!rail) return expect.fail('no rail')
  const { on, reason, source } = rail
  expect(complaints({ ...pack, guardRails: [{ on, reason, source }] })).toEqual(['rail-without-bound @ guardRails[0]'])
  expect(complaints({ ...pack, guardRails: [{ on, reason, maxAge: 'PT0S' }] })).toEqual([
    'missing @ guardRails[0].source',
  ])
  return undefined
})

test('only what is closed is opened again', () => {
  const transitions = workflow.transitions.map((step) =>
    step.id === 'reopen' ? { ...step, from: ['ready', 'refused'] } : step,
  )
  const at = transitions.findIndex(({ id }) => id === 'reopen')
  expect(complaints({ ...pack, workflow: { ...workflow, transitions } })).toEqual([
    `reopens-open @ workflow.transitions[${at}].from`,
  ])
})

test('a pack written before any of this is read as it was', () => {
  const { guardRails: _rails, placeRow: _place, ...rest } = shipped()
  const old = {
    ...rest,
    version: '1.1.0',
    service: {
      ...service,
      maxTime: { value: 'P60D', source: maxTime.source },
      produces: service.produces.map(({ template: _template, ...output }) => output),
    },
    workflow: { ...workflow, transitions: workflow.transitions.filter(({ on }) => on !== 'reopened') },
  }
  expect(parsePack(old)).toEqual({ ok: true, value: old })
})
