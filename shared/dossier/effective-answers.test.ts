import { expect, test } from 'vitest'
import type { Act } from './act.ts'
import { effectiveAnswers } from './effective-answers.ts'
import { statusOf } from './status.ts'
import { actBy, filedActs, officePack, submittedAct } from './testing/office.ts'

const filed = { name: 'Ait', year: 1980 }
const corrected = (agent: string, value: unknown, ...after: readonly Act[]) =>
  actBy(agent, 'corrected', { field: 'name', value, reason: 'lu sur la carte' }, after)
const now = (acts: readonly Act[], conflicts: ReadonlyMap<string, unknown> = new Map()) =>
  effectiveAnswers({ answers: filed, conflicts }, statusOf([...filedActs, ...acts], officePack.workflow))

const first = corrected('karim', 'Aït', submittedAct)
const [here, there] = [corrected('karim', 'Aït B.', first), corrected('fatima', 'Aït C.', first)]

test('without a correction they are what was filed', () => {
  expect(now([])).toEqual({ answers: filed, corrected: new Map(), disputed: [] })
})
test('the last correction counts, and the filed value stays beside it', () => {
  const { answers, corrected, disputed } = now([first])
  expect(answers).toEqual({ name: 'Aït', year: 1980 })
  expect(corrected.get('name')).toEqual({ field: 'name', filed: 'Ait', value: 'Aït', by: first, disputed: [] })
  expect(disputed).toEqual([])
})
test('corrections made apart: neither counts, the one that both had seen does', () => {
  const { answers, corrected, disputed } = now([first, here, there])
  expect(answers['name']).toBe('Aït')
  expect(corrected.get('name')?.by).toEqual(first)
  expect(new Set(corrected.get('name')?.disputed)).toEqual(new Set([here, there]))
  expect(disputed).toEqual(['name'])
})
test('one more correction settles them', () => {
  const last = corrected('karim', 'Aït C.', here, there)
  expect(now([first, here, there, last])).toMatchObject({ answers: { name: 'Aït C.' }, disputed: [] })
})
test('a question filed with two answers has none until a correction chooses', () => {
  const two = new Map([['name', []]])
  expect(now([], two).disputed).toEqual(['name'])
  expect(now([first], two)).toMatchObject({ answers: { name: 'Aït' }, disputed: [] })
})
