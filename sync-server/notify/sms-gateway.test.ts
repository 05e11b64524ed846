// What Kannel is asked, over real HTTP.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeGateway, type FakeGateway } from '../testing/fake-gateway.ts'
import { createKannelGateway } from './sms-gateway.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await createFakeGateway()
})
afterEach(() => fake.close())

const french = { to: '+212612345678', text: "C'est prêt + 100 % & gratuit ?", encoding: 'UCS-2' } as const
const send = (timeoutMs?: number, closing?: AbortSignal) =>
  createKannelGateway(fake.account, timeoutMs).send(french, closing)

test('every field comes as it was meant, whatever its letters', async () => {
  expect(await send()).toEqual({ ok: true, value: undefined })
  await createKannelGateway(fake.account).send({ ...french, text: 'طلبك', encoding: 'GSM-7' })
  const account = { username: 'morchid', password: 'p&ss word', from: 'COMMUNE', to: '+212612345678', charset: 'UTF-8' }
  expect(fake.asked).toEqual([
    { ...account, text: french.text, coding: '2' },
    { ...account, text: 'طلبك', coding: '0' },
  ])
})

test.each([403, 503, 500, 302])('an answer of %i is no yes, and nobody else is asked', async (status) => {
  fake.answers = status
  expect(await send()).toEqual({ ok: false, error: { type: 'refused', status } })
  expect(fake.asked).toHaveLength(1)
})

test('a gateway that says nothing, is told to wait no longer, or is not there is no answer, and nothing is thrown', async () => {
  const noAnswer = { ok: false, error: { type: 'no-answer' } }
  fake.answers = null
  expect(await send(50)).toEqual(noAnswer)
  const closing = new AbortController()
  const waiting = send(60_000, closing.signal)
  closing.abort()
  expect(await waiting).toEqual(noAnswer)
  await fake.close()
  expect(await send()).toEqual(noAnswer)
})

test('whether it is there is asked without a password', async () => {
  fake.answers = 403
  expect(await createKannelGateway(fake.account).answers()).toBe(true)
  expect(fake.asked).toEqual([{}])
  await fake.close()
  expect(await createKannelGateway(fake.account).answers()).toBe(false)
})
