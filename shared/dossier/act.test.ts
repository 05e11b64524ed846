// What a stranger may call an act: anything that is not one is refused, whatever stands in it.
import { encodeUtf8 } from 'lib0/string'
import { describe, expect, test } from 'vitest'
import { actBytes, makeAct, parseAct } from './act.ts'

const corrected = makeAct({
  v: 1,
  dossier: 'A'.repeat(21) + 'w',
  kind: 'corrected',
  by: { agent: 'a', device: 'd', unit: 'u', role: 'clerk' },
  at: '2026-01-01T00:00:00Z',
  beacon: null,
  after: [],
  payload: { field: 'name', value: 'VALUE', reason: 'faute' },
})
const json = new TextDecoder().decode(actBytes(corrected))
const withValue = (value: string): Uint8Array => encodeUtf8(json.replace('"VALUE"', value))

describe('rule 8: an act that has no canonical form is malformed, and nothing throws', () => {
  test.each([
    ['half a letter', '"\\ud800"'],
    ['a number that no number is', '1e999'],
    ['more levels than anyone can follow', `${'['.repeat(6000)}1${']'.repeat(6000)}`],
    ['sixty-five levels', `${'['.repeat(65)}1${']'.repeat(65)}`],
    ['a space', ' "VALUE"'],
  ])('%s', (_name, value) => {
    expect(parseAct(withValue(value))).toMatchObject({ ok: false, error: { type: 'act-malformed' } })
  })

  test('half a letter in the beacon', () => {
    expect(parseAct(encodeUtf8(json.replace('"beacon":null', '"beacon":"\\ud800"'))).ok).toBe(false)
  })

  test('the same act as its author wrote it is taken', () => {
    expect(parseAct(actBytes(corrected))).toEqual({ ok: true, value: corrected })
    expect(parseAct(withValue('[[[{"a":1}]]]')).ok).toBe(true)
  })
})
