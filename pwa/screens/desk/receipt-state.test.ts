import { expect, test } from 'vitest'
import { paperState } from './receipt-state.ts'

test('a request that waits here is kept, whatever else is known of it', () => {
  expect(paperState(undefined)).toBe('kept')
  expect(paperState({ kept: true, public: 'kept' })).toBe('kept')
  expect(paperState({ kept: true, public: 'draft' })).toBe('kept')
})

test('what left is sent until the server says that it has it', () => {
  expect(paperState({ kept: false, public: 'kept' })).toBe('sent')
  for (const state of ['received', 'in-progress', 'missing', 'ready', 'refused'] as const)
    expect(paperState({ kept: false, public: state })).toBe('received')
})

test('an act that waits here does not take back that the office has the request', () => {
  expect(paperState({ kept: true, public: 'received' })).toBe('received')
})
