import { expect, test } from 'vitest'
import { linkStateOf } from './devices-link-state.ts'

const sent = { kept: false, held: false }
const minute = 60_000

test('a link is worth nothing while only this device knows it', () => {
  expect(linkStateOf(null, null, 0)).toEqual({ type: 'kept' })
  expect(linkStateOf({ kept: true, held: false }, null, 1e9)).toEqual({ type: 'kept' })
})

test('a quarter of an hour begins when the server has it', () => {
  expect(linkStateOf(sent, 1000, 1000)).toEqual({ type: 'sent', minutes: 15 })
  expect(linkStateOf(sent, 0, 14.5 * minute)).toEqual({ type: 'sent', minutes: 1 })
  expect(linkStateOf(sent, 0, 15 * minute)).toEqual({ type: 'over' })
})

test('a clock set back while it is on screen makes it no longer', () => {
  expect(linkStateOf(sent, 60 * minute, 0)).toEqual({ type: 'sent', minutes: 15 })
})

test('a link that the server does not take in is said to be refused', () => {
  expect(linkStateOf({ kept: false, held: true }, 0, 0)).toEqual({ type: 'held' })
})
