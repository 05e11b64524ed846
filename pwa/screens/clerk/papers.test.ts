import { expect, test } from 'vitest'
import { paperStates } from './papers.ts'
import { sampleAct } from './samples.ts'

const papers = [{ id: 'bill' }, { id: 'photo' }, { id: 'card' }, { id: 'book' }]
const filedWith = (...pieces: readonly string[]) => pieces.map((piece) => ({ piece }))
const submitted = sampleAct('a', 'submitted', { attachments: [], seen: ['bill', 'photo'] })
const supplied = sampleAct('b', 'piece-supplied', { pieces: ['card'], capture: 'seen' })

test('a paper is asked for, brought, seen at the counter, or not known', () => {
  const states = paperStates(papers, { missing: ['photo'], history: [submitted, supplied], withoutEffect: new Set() })
  expect(Object.fromEntries(states)).toEqual({ bill: 'seen', photo: 'missing', card: 'supplied', book: 'unknown' })
})

test('a paper brought by an act without effect is not brought', () => {
  const states = paperStates(papers, { missing: [], history: [supplied], withoutEffect: new Set([supplied.id]) })
  expect(states.get('card')).toBe('unknown')
})

test('proof is told apart: photographed with the original there, photographed alone, original alone', () => {
  const filed = sampleAct('a', 'submitted', { attachments: filedWith('bill', 'card'), seen: ['bill', 'photo'] })
  const states = paperStates(papers, { missing: [], history: [filed], withoutEffect: new Set() })
  expect(Object.fromEntries(states)).toEqual({ bill: 'photo-seen', card: 'photo', photo: 'seen', book: 'unknown' })
})
