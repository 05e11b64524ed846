import { expect, test } from 'vitest'
import { createKeptFacts } from './kept-facts.ts'

const place = (name: string) => ({ key: 'request:one', value: { step: { kind: 'question', name } } }) as const
const awake = { key: 'asleep:one', value: null } as const

test('a fact is written again only when it says something else than what was committed', () => {
  const kept = createKeptFacts('one')
  expect(kept.changed([place('a'), awake])).toEqual([place('a'), awake])
  // Nothing is on the disk yet.
  expect(kept.changed([place('a')])).toEqual([place('a')])
  kept.written([place('a'), awake])
  expect(kept.changed([place('a'), awake])).toEqual([])
  expect(kept.changed([place('b'), awake])).toEqual([place('b')])
  kept.written([{ key: 'request:one', value: null }])
  expect(kept.changed([place('a')])).toEqual([place('a')])
})

test('what others may write too is written each time', () => {
  const kept = createKeptFacts('one')
  const shared = [
    { key: 'place:fatima', value: { dossier: 'one' } },
    { key: 'request:two', value: 1 },
  ] as const
  kept.written(shared)
  expect(kept.changed(shared)).toEqual(shared)
})
