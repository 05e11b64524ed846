import { expect, test } from 'vitest'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { Recording } from '../../../shared/voice/recording.ts'
import { chosenAt } from '../../../shared/voice/choose.ts'
import { defaultsOf, groupsOf, listOf, nextAfter } from './studio-list.ts'

const prompt = (id: string, group = 'app'): Prompt => ({
  id,
  text: { fr: id, ar: id },
  say: { fr: id, ar: id },
  picture: null,
  group,
})
const prompts = [prompt('a'), prompt('b'), prompt('c', 'figures'), prompt('d')]
const recording = (id: string, state: Recording['state']): Recording => ({
  id: `r-${id}`,
  prompt: id,
  voice: 'shi',
  speaker: 'F.',
  ms: 900,
  by: 'fatima',
  unit: 'asni',
  at: '2026-03-01T10:00:00Z',
  wished: 'commune',
  state,
  scope: state === 'approved' ? 'commune' : null,
  approvedAt: state === 'approved' ? '|x' : null,
  reason: '',
  sentTo: [],
})
const recordings = [recording('a', 'approved'), recording('b', 'pending')]
const said = { recordings, chosen: chosenAt('asni', recordings) }
const wanted = { voice: 'shi', group: null, missingOnly: false } as const

test('each prompt says how it is heard today', () => {
  expect(listOf(prompts, said, wanted).map(({ heard }) => heard)).toEqual(['recorded', 'pending', 'missing', 'missing'])
})

test('only what is missing: not what waits for a supervisor either', () => {
  expect(listOf(prompts, said, { ...wanted, missingOnly: true }).map((one) => one.prompt.id)).toEqual(['c', 'd'])
})

test('what a supervisor refused is to be done again, until somebody has', () => {
  const refused = { ...said, recordings: [...recordings, recording('d', 'rejected')] }
  const again = (list: typeof said) =>
    listOf(prompts, list, wanted).flatMap((one) => (one.again ? [one.prompt.id] : []))
  expect(again(refused)).toEqual(['d'])
  expect(
    again({ ...refused, recordings: [...refused.recordings, { ...recording('d', 'pending'), id: 'new' }] }),
  ).toEqual([])
})

test('the standard Arabic of the default pack does not pass for a variety', () => {
  expect(defaultsOf('shi', prompts).size).toBe(0)
  expect(defaultsOf('ar', prompts).size).toBe(4)
})

test('the next one is after this one, then from the beginning, and only of the group looked at', () => {
  expect(nextAfter('a', prompts, said, wanted)).toBe('c')
  expect(nextAfter('d', prompts, said, wanted)).toBe('c')
  expect(nextAfter('c', prompts, said, { ...wanted, group: 'figures' })).toBeNull()
})

test('groups come in the order of the catalogue', () => {
  expect(groupsOf(prompts)).toEqual(['app', 'figures'])
})
