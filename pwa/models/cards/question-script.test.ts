import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePack } from '../../../shared/procedure/schema.ts'
import { beginRequest, settled, writerOf } from '../testing/array-request.ts'
import { questionScript } from './question-script.ts'
import { citizenWords } from './words.ts'

const loaded = parsePack(
  JSON.parse(readFileSync(new URL('../../../procedures/xx.road-report.json', import.meta.url), 'utf8')),
)
if (!loaded.ok) throw new Error('the pack does not load')
const road = loaded.value

const begin = async () => {
  const begun = await beginRequest(road, writerOf([road]))
  await begun.request.next()
  await settled(begun)
  const hearer = () => ({ variety: 'fr' as const, words: citizenWords })
  const step = begun.request.step.value
  const name = step.kind === 'question' ? step.name : ''
  const script = questionScript({ request: begun.request, hearer }, name, { isAlone: false })
  const chooseFirst = async () => {
    const card = script.card()
    const value = card?.choices[0]?.value
    if (!card || value === undefined) throw new Error('nothing to choose')
    await script.take(card, { type: 'chose', value })
  }
  return { ...begun, script, name, chooseFirst }
}

test('the next card comes while the answer is on its way to the disk', async () => {
  const { script, name, world, request, chooseFirst } = await begin()
  const release = world.stall()
  await chooseFirst()
  expect(script.card()?.id).not.toBe(`question:${name}`)
  expect(request.saved.value).toBe('saving')
  release()
})

test('an answer that could not be kept brings its card back, and says so until it is tapped again', async () => {
  const begun = await begin()
  const { script, name, world, chooseFirst } = begun
  world.failNext(1)
  await chooseFirst()
  await settled(begun)
  expect([script.card()?.id, script.failed?.()]).toEqual([`question:${name}`, true])
  await chooseFirst()
  await settled(begun)
  expect(script.card()?.id).not.toBe(`question:${name}`)
  expect(script.failed?.()).toBe(false)
})

test('the helper may have this question asked and no other', async () => {
  const { script, name, request, chooseFirst } = await begin()
  if (script.only) script.only.value = true
  await chooseFirst()
  expect(script.card()).toBeNull()
  expect(request.step.value).not.toEqual({ kind: 'question', name })
})
