// What can be pressed on a card: fingers and keys agree, and a trembling hand is taken once.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card } from '../../models/card.ts'
import { mainTaps, sideTaps, tapOfKey } from './card-taps.ts'
import { digitOf } from './digit-key.ts'
import { createTapGate, SECOND_TAP_MS } from './tap-gate.ts'

const card = (given: Partial<Card>): Card => ({
  id: 'one',
  variety: 'fr',
  kind: 'choose',
  picture: null,
  text: '',
  detail: '',
  figure: null,
  says: [],
  choices: [],
  page: null,
  mayNotKnow: false,
  mayTellClerk: false,
  isPrivate: false,
  ...given,
})
const choices = ['a', 'b', 'c'].map((value) => ({ value, text: value, picture: 'question', says: [] }))

describe('taps and keys of a card', () => {
  test('1 to 4 are the pictures in their order, and a key beyond the last is nothing', () => {
    const shown = card({ choices })
    expect(['1', '2', '3'].map((key) => tapOfKey(shown, key))).toEqual(
      choices.map(({ value }) => ({ type: 'chose', value })),
    )
    expect(['4', '5', 'a', 'Enter', ''].map((key) => tapOfKey(shown, key))).toEqual([null, null, null, null, null])
  })

  test('1 is yes and 2 is no; 1 goes on where there is only that', () => {
    expect(['1', '2'].map((key) => tapOfKey(card({ kind: 'yes-no' }), key))).toEqual([{ type: 'yes' }, { type: 'no' }])
    expect(tapOfKey(card({ kind: 'hear' }), '1')).toEqual({ type: 'went-on' })
    expect(mainTaps(card({ kind: 'hear' }))).toHaveLength(1)
  })

  test('0 is "I don’t know", only where that may be said', () => {
    expect(tapOfKey(card({}), '0')).toBe(null)
    expect(tapOfKey(card({ mayNotKnow: true }), '0')).toEqual({ type: 'not-known' })
  })

  test('what is smaller stands there only when the card says so; pages go round', () => {
    const types = (given: Partial<Card>) => sideTaps(card(given)).map(({ type }) => type)
    expect(types({})).toEqual([])
    expect(types({ mayGoBack: true, mayTellClerk: true })).toEqual(['tell-clerk', 'back'])
    expect(types({ page: { index: 0, of: 2 } })).toEqual(['next-page'])
    expect(types({ page: { index: 1, of: 2 } })).toEqual(['next-page', 'back'])
  })

  test('law: of two taps less than 600 ms apart one counts, and a patient hand is never refused', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 30 }), (waits) => {
        const gate = createTapGate()
        let now = 0
        let last = -SECOND_TAP_MS
        for (const wait of waits) {
          now += wait
          const counts = gate.pass(now)
          expect(counts).toBe(now - last >= SECOND_TAP_MS)
          if (counts) last = now
        }
      }),
    )
  })

  test('a digit is a digit on a French, an Arabic and a numeric keyboard, and Ctrl makes it something else', () => {
    const press = (key: string, code: string, ctrlKey = false) =>
      digitOf({ key, code, ctrlKey, altKey: false, metaKey: false })
    expect(press('&', 'Digit1')).toBe('1')
    expect(press('٤', 'Digit4')).toBe('4')
    expect(press('7', 'Numpad7')).toBe('7')
    expect(press('1', 'Digit1', true)).toBe(null)
    expect(press('a', 'KeyQ')).toBe(null)
    expect(press('', 'KeyQ')).toBe(null)
  })
})
