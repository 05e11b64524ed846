import { describe, expect, test } from 'vitest'
import { countWhys, heldReasonsOf, whyOf } from './unsent.ts'

const linked = { online: true, state: 'idle' } as const
const cut = { online: false, state: 'offline' } as const
const line = { answers: 2, acts: 1, place: 'kept' } as const

describe('why something is not received', () => {
  test('nothing is in the way, or there is no link', () => {
    expect(whyOf(line, linked, false)).toBe('soon')
    expect(whyOf(line, cut, false)).toBe('no-link')
    expect(whyOf(line, { online: true, state: 'offline' }, false)).toBe('no-link')
  })

  test('the link is there and the server does not take it', () => {
    expect(whyOf(line, { online: true, state: 'refused' }, false)).toBe('refused')
  })

  test('on a stick, whatever the link does: it is not received for that', () => {
    for (const link of [linked, cut]) expect(whyOf({ ...line, place: 'on-stick' }, link, false)).toBe('on-stick')
  })

  test('the supervisor comes before the link, a fork before everything', () => {
    expect(whyOf({ ...line, place: 'on-stick' }, cut, true)).toBe('to-approve')
    expect(whyOf({ ...line, place: 'forked' }, cut, true)).toBe('forked')
  })

  test('received and held waits for nobody’s link', () => {
    expect(whyOf({ ...line, answers: 0, acts: 0 }, cut, true)).toBe('held')
  })
})

test('reasons are counted, the most pressing first, and none that nobody has', () => {
  const lines = (['soon', 'held', 'soon', 'forked'] as const).map((why) => ({ why }))
  expect(countWhys(lines)).toEqual([
    { why: 'forked', count: 1 },
    { why: 'held', count: 1 },
    { why: 'soon', count: 2 },
  ])
})

test('what the server says of held ones is said once', () => {
  expect(heldReasonsOf([{ held: ['pending', 'guard'] }, { held: ['guard'] }])).toEqual(['pending', 'guard'])
})
