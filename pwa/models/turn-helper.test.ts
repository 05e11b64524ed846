// The helper as a letter on a colour.
import { expect, test } from 'vitest'
import { helperOf } from './turn-helper.ts'

test('one person has one letter and one colour, in either script', () => {
  expect(helperOf({ id: 'agent-7', name: ' fatima Bouzid' }).initial).toBe('F')
  expect(helperOf({ id: 'agent-7', name: 'فاطمة بوزيد' }).initial).toBe('ف')
  expect(helperOf({ id: 'agent-7', name: 'x' }).colour).toBe(helperOf({ id: 'agent-7', name: 'y' }).colour)
})

test('colours are those the style sheet has, and people of one point do not all wear the same', () => {
  const colours = Array.from({ length: 40 }, (_, nth) => helperOf({ id: `agent-${nth}`, name: 'A' }).colour)
  expect(colours.every((colour) => Number.isInteger(colour) && colour >= 0 && colour < 6)).toBe(true)
  expect(new Set(colours).size).toBeGreaterThan(3)
})

test('somebody without a name is not blank', () => {
  expect(helperOf({ id: '', name: '' }).initial).toBe('?')
})
