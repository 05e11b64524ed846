import { expect, test } from 'vitest'
import { createBurst } from './scanner-burst.ts'
import type { Pressed } from './scanner-burst.ts'

const enter: Pressed = { key: 'Enter', code: 'Enter', shiftKey: false }
const typed = (key: string): Pressed => ({ key, code: '', shiftKey: false })

const type = (text: string, every: number) => {
  const burst = createBurst()
  const codes = [...[...text].map(typed), enter].map((key, place) => burst.press(key, place * every))
  return codes.at(-1)
}

test('a whole code in an instant, ended by Enter, is a scan', () => {
  expect(type('MR1:6BF+70790T9WJ', 4)).toEqual({ text: 'MR1:6BF+70790T9WJ', isReceipt: true })
  expect(type('12.40.67.31', 4)).toEqual({ text: '12.40.67.31', isReceipt: false })
})

test('fingers are not a scanner, and neither is a short burst', () => {
  expect(type('12.40.67.31', 120)).toBeNull()
  expect(type('lh', 4)).toBeNull()
})

test('what fingers typed before is no part of the code; shift is no character', () => {
  const burst = createBurst()
  burst.press(typed('a'), 0)
  burst.press(typed('b'), 400)
  const keys = [{ key: 'Shift', code: 'ShiftLeft', shiftKey: true }, ...[...'MR1:ABCDEF'].map(typed)]
  for (const [place, key] of keys.entries()) burst.press(key, 1_000 + place * 5)
  expect(burst.press(enter, 1_060)).toEqual({ text: 'MR1:ABCDEF', isReceipt: true })
  expect(burst.press(enter, 1_065)).toBeNull()
})

test('letters of a code are told from a pressed shortcut', () => {
  const burst = createBurst()
  burst.press(typed('T'), 0)
  expect(burst.isRunning()).toBe(false)
  burst.press(typed('M'), 500)
  burst.press(typed('T'), 505)
  expect(burst.isRunning()).toBe(true)
})

/** How an American keyboard writes it: the key, and whether shift is held. */
const american = (character: string): Omit<Pressed, 'key'> => {
  if (/[A-Z]/.test(character)) return { code: `Key${character}`, shiftKey: true }
  if (/[a-z]/.test(character)) return { code: `Key${character.toUpperCase()}`, shiftKey: false }
  if (/\d/.test(character)) return { code: `Digit${character}`, shiftKey: false }
  const place = { ' ': 'Space', $: 'Digit4', '%': 'Digit5', '*': 'Digit8', '+': 'Equal', '-': 'Minus', '.': 'Period' }[
    character
  ]
  if (place !== undefined) return { code: place, shiftKey: '$%*+'.includes(character) }
  return character === '/' ? { code: 'Slash', shiftKey: false } : { code: 'Semicolon', shiftKey: true }
}

test('a French or Arabic keyboard set on the desk does not spoil what the scanner presses', () => {
  for (const code of ['MR1:ABC 0123456789$%*+-./:XYZ', 'https://guichet.example/s/aB3-d']) {
    const burst = createBurst()
    // Whatever the desk's keyboard makes of it.
    for (const [place, character] of [...code].entries()) burst.press({ key: 'ض', ...american(character) }, place * 5)
    expect(burst.press(enter, code.length * 5)).toEqual({ text: code, isReceipt: true })
  }
})
