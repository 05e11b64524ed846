import { expect, test } from 'vitest'
import { rivals } from './decisions.ts'
import { sampleAct } from './samples.ts'

test('each decision shows what the other had seen and it had not', () => {
  const filed = sampleAct('filed', 'submitted', {})
  const note = sampleAct('note', 'noted', { text: 'vu' }, ['filed'])
  const yes = sampleAct('yes', 'decided', { outcome: 'accepted' }, ['filed'])
  const no = sampleAct('no', 'decided', { outcome: 'refused' }, ['note'])
  const [first, second] = rivals([yes, no], [filed, note, yes, no])
  expect(first?.unseen.map(({ id }) => id)).toEqual(['note'])
  expect(second?.unseen).toEqual([])
})
