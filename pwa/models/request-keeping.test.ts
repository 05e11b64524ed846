import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import { answerAll, beginRequest, settled, writerOf } from './testing/array-request.ts'

const loaded = parsePack(
  JSON.parse(readFileSync(new URL('../../procedures/xx.road-report.json', import.meta.url), 'utf8')),
)
if (!loaded.ok) throw new Error('the pack does not load')
const road: ProcedurePack = loaded.value
const writer = writerOf([road])
const begin = async () => {
  const begun = await beginRequest(road, writer)
  await begun.request.next()
  await settled(begun)
  return begun
}
type Begun = Awaited<ReturnType<typeof begin>>

const nameNow = ({ request }: Begun): string => {
  const step = request.step.value
  return step.kind === 'question' ? step.name : step.kind
}
/** As the desk does: the answer is not waited for. */
const give = (begun: Begun) => {
  const name = nameNow(begun)
  const field = begun.request.form.value.byKey.get(name)
  begun.request.answer(name, field?.choices[0]?.name ?? 'دوار').catch(() => undefined)
}

test('the next question is shown while the last answer is on its way to the disk, and "kept" is said only when it is there', async () => {
  const begun = await begin()
  const here = nameNow(begun)
  const before = begun.world.rows.length
  const release = begun.world.stall()
  give(begun)
  void begun.request.next()
  expect(nameNow(begun)).not.toBe(here)
  expect([begun.request.saved.value, begun.world.rows.length]).toEqual(['saving', before])
  release()
  await settled(begun)
  expect([begun.request.saved.value, begun.world.rows.length]).toEqual(['saved', before + 1])
})

test('with a frame to wait for, the next question is shown at once and its place written after it; "kept" waits for both', async () => {
  const begun = await begin()
  give(begun)
  await settled(begun)
  const before = begun.world.commits()
  const here = nameNow(begun)
  let draw = (): void => undefined
  const drawn = new Promise<void>((resolve) => (draw = resolve))
  await begun.request.next(drawn)
  expect(nameNow(begun)).not.toBe(here)
  await new Promise((resolve) => setTimeout(resolve))
  expect([begun.request.saved.value, begun.world.commits()]).toEqual(['saving', before])
  draw()
  await settled(begun)
  expect([begun.request.saved.value, begun.world.commits()]).toEqual(['saved', before + 1])
  expect(begun.world.facts.get(`request:${begun.request.id}`)).toMatchObject({ step: begun.request.step.value })
})

test('an answer and the step after it are one transaction', async () => {
  const begun = await begin()
  const before = begun.world.commits()
  give(begun)
  await begun.request.next()
  await settled(begun)
  expect(begun.world.commits()).toBe(before + 1)
  expect(begun.world.facts.get(`request:${begun.request.id}`)).toMatchObject({ step: begun.request.step.value })
})

test('an answer that could not be kept brings the person back to its question, with the answer', async () => {
  const begun = await begin()
  const here = nameNow(begun)
  const release = begun.world.stall()
  begun.world.failNext(1)
  give(begun)
  await begun.request.next()
  const given = begun.request.form.value.byKey.get(here)?.value
  release()
  await settled(begun)
  expect([begun.request.saved.value, nameNow(begun)]).toEqual(['failed', here])
  expect(begun.request.form.value.byKey.get(here)?.value).toBe(given)

  await begun.request.next()
  await settled(begun)
  expect(begun.request.saved.value).toBe('saved')
  const again = await beginRequest(road, writer, begun.world)
  expect(again.live.answers.value[here]).toBe(given)
  expect(again.request.step.value).toEqual(begun.request.step.value)
})

test('one question is ahead of the disk at most: going on from it waits, and goes nowhere when the first comes back', async () => {
  const begun = await begin()
  const [first, release] = [nameNow(begun), begun.world.stall()]
  give(begun)
  await begun.request.next()
  const second = nameNow(begun)
  give(begun)
  begun.world.failNext(1)
  const going = begun.request.next()
  expect(nameNow(begun)).toBe(second)
  release()
  await expect(going).rejects.toThrow('Quota')
  expect(nameNow(begun)).toBe(first)
})

test('"kept" is not said while a later answer is on its way', async () => {
  const begun = await begin()
  const releaseFirst = begun.world.stall()
  const first = begun.request.answer('douar', 'Tizi')
  await new Promise((resolve) => setTimeout(resolve))
  const releaseSecond = begun.world.stall()
  const second = begun.request.answer('landmark', 'pont')
  releaseFirst()
  await first
  expect(begun.request.saved.value).toBe('saving')
  releaseSecond()
  await second
  expect(begun.request.saved.value).toBe('saved')
})

test('the read-back is not shown before every answer is kept', async () => {
  const begun = await begin()
  await answerAll(begun, { douar: 'Aït Ali' })
  await settled(begun)
  begun.request.sayWrong('douar')
  await settled(begun)
  const release = begun.world.stall()
  begun.request.answer('douar', 'Tizi').catch(() => undefined)
  const going = begun.request.next()
  expect(nameNow(begun)).toBe('douar')
  release()
  await going
  expect([nameNow(begun), begun.request.saved.value]).toEqual(['read-back', 'saved'])
})

test('the read-back stays away when the answer before it could not be kept', async () => {
  const begun = await begin()
  await answerAll(begun, { douar: 'Aït Ali' })
  begun.request.sayWrong('douar')
  await settled(begun)
  begun.world.failNext(1)
  begun.request.answer('douar', 'Tizi').catch(() => undefined)
  await expect(begun.request.next()).rejects.toThrow('Quota')
  expect([nameNow(begun), begun.request.saved.value]).toEqual(['douar', 'failed'])
  expect((await begun.request.next()).ok).toBe(true)
  expect(nameNow(begun)).toBe('read-back')
})
