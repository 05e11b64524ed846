import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { isReference, secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { entryLimits, guardUpdate } from '../../shared/sync/guard.ts'
import type { KnownEntry } from '../storage/rows.ts'
import { parseReceipt } from './receipt.ts'
import { summarise } from './summarise.ts'
import {
  actsIn,
  answerAll,
  beginRequest,
  createArrayDisk,
  dossierId,
  settled,
  writerOf,
  type Begun,
} from './testing/array-request.ts'

const packFrom = (name: string): ProcedurePack => {
  const parsed = parsePack(JSON.parse(readFileSync(new URL(`../../procedures/${name}.json`, import.meta.url), 'utf8')))
  if (!parsed.ok) throw new Error(`${name} does not load`)
  return parsed.value
}
const road = packFrom('xx.road-report')
const residence = packFrom('ma.residence-certificate-local')

const writer = writerOf([road, residence])
const id = dossierId
const begin = (pack: ProcedurePack, world?: Begun['world']) => beginRequest(pack, writer, world)

const roadAnswers = { douar: 'Aït Ali', service_code: road.form.choices['service_code']?.[0]?.name ?? '' }

describe('an assisted request', () => {
  test('goes from the first question to a filed dossier with its receipt', async () => {
    const begun = await begin(road)
    const { request, world } = begun
    await answerAll(begun, roadAnswers)
    for (const { key } of request.form.value.fields) await request.sayRight(key)
    await request.next()
    expect(request.step.value.kind).toBe('teach-back')
    await request.next()
    expect(request.step.value.kind).toBe('mandate')
    expect((await request.mandate({ method: 'mark', mark: 'M1 1L2 2', days: 31 })).ok).toBe(true)
    const submitted = await request.submit()
    if (!submitted.ok) throw new Error(submitted.error.type)

    const { reference, secret, url } = submitted.value
    expect(reference).toBe('12.40.67.86')
    expect(isReference(reference)).toBe(true)
    expect(actsIn(begun).map((act) => act.kind)).toEqual(['opened', 'mandate-given', 'submitted'])
    const act = actsIn(begun).find((one) => one.kind === 'submitted')
    const payload = act && payloadOf(act, 'submitted')
    expect(payload?.to).toBe('general')
    expect(payload?.secretHash).toBe(secretHash(id, secret))
    expect(payload?.tokenHash).toBe(tokenHash(url.slice('https://guichet.example/s/'.length)))
    expect(parseReceipt(world.facts.get(`receipt:${id}`))).toEqual(submitted.value)
    expect(request.step.value.kind).toBe('receipt')
    expect(begun.closings).toEqual(['filed'])
  })

  test('sends neither the secret nor the token, only their hashes', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    const submitted = await begun.request.submit()
    if (!submitted.ok) throw new Error(submitted.error.type)
    const sent = begun.world.rows.map((row) => Buffer.from(row.bytes).toString('latin1')).join()
    expect(sent).not.toContain(submitted.value.secret)
    expect(sent).not.toContain(submitted.value.url.split('/').at(-1))
  })

  test('comes back to the same question after the tab was killed, with every answer', async () => {
    const first = await begin(road)
    while (first.request.step.value.kind !== 'question') await first.request.next()
    const step = first.request.step.value
    const code = roadAnswers.service_code
    await first.request.answer(step.name, code)
    await first.request.next()
    await settled(first)
    const where = first.request.step.value

    const again = await begin(road, first.world)
    expect(again.request.step.value).toEqual(where)
    expect(again.request.form.value.values[step.name]).toBe(code)
  })

  test('opened again in the same sitting, writes under the one clientID of that sitting', async () => {
    const first = await begin(road)
    await first.request.answer('douar', 'Tizi')
    const again = await begin(road, first.world)
    await again.request.answer('douar', 'Tizi n Test')
    const client = clientIdOf(writer.device, writer.incarnation, id)
    for (const row of first.world.rows.filter((one) => one.kind === 'draft'))
      expect(guardUpdate(row.bytes, entryLimits(client)).ok).toBe(true)
    expect(again.live.answers.value['douar']).toBe('Tizi n Test')
  })

  test('left by the mediator, is not come back to; left by a lock, it is', async () => {
    for (const locking of [false, true]) {
      const { request, world } = await begin(road)
      await request.answer('douar', 'Tizi')
      world.locking = locking
      request.close()
      await request.setSeen('none', true)
      const place = world.facts.get('place:fatima')
      expect(place).toEqual(locking ? { dossier: id } : null)
    }
  })

  test('does not go past a question that must be answered', async () => {
    const { request } = await begin(road)
    while (request.step.value.kind !== 'question') await request.next()
    const here = request.step.value
    const moved = await request.next()
    expect(moved.ok).toBe(false)
    expect(request.step.value).toEqual(here)
  })

  test('returns to the read-back after one answer was changed there', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    begun.request.goTo('douar')
    await begun.request.answer('douar', 'Tizi')
    await begun.request.next()
    expect(begun.request.step.value).toEqual({ kind: 'read-back' })
    expect(begun.request.form.value.values['douar']).toBe('Tizi')
  })

  test('is not filed where the law wants a mandate and none was given', async () => {
    const begun = await begin(residence)
    await answerAll(begun)
    const submitted = await begun.request.submit()
    expect(submitted.ok ? null : submitted.error.type).toBe('mandate')
    expect(begun.world.facts.has(`receipt:${id}`)).toBe(false)
  })

  test('asks for a proof of the mandate, and keeps the exact words', async () => {
    const begun = await begin(residence)
    await answerAll(begun)
    const bare = await begun.request.mandate({ method: 'oral', days: 1 })
    expect(bare.ok ? null : bare.error.type).toBe('no-proof')
    await begun.request.mandate({ method: 'oral', witness: 'Voisin', days: 1 })
    const given = actsIn(begun).find((act) => act.kind === 'mandate-given')
    expect(given && payloadOf(given, 'mandate-given')?.text).toBe(begun.request.mandateText.value)
    expect(begun.request.mandateText.value).toContain('aujourd’hui seulement')
  })

  test('files nothing when the person says no', async () => {
    const begun = await begin(residence)
    await answerAll(begun)
    await begun.request.refuseMandate()
    expect(actsIn(begun).map((act) => act.kind)).toEqual(['opened', 'withdrawn'])
    expect(begun.world.facts.get('place:fatima')).toBeNull()
  })

  test('says that no reference is left, and keeps the draft', async () => {
    const begun = await begin(road, createArrayDisk([]))
    await answerAll(begun, roadAnswers)
    const submitted = await begun.request.submit()
    expect(submitted.ok ? null : submitted.error.type).toBe('no-reference')
    expect(actsIn(begun).map((act) => act.kind)).toEqual(['opened'])
    expect(begun.request.form.value.values['douar']).toBe('Aït Ali')
  })

  test('says when a write failed, and writes the answer with the next one', async () => {
    const begun = await begin(road)
    begun.world.failNext(1)
    await expect(begun.request.answer('douar', 'Tizi')).rejects.toThrow('Quota')
    expect(begun.request.saved.value).toBe('failed')
    expect(begun.request.form.value.byKey.get('douar')?.value).toBe('Tizi')
    await begun.request.answer('landmark', 'pont')
    expect(begun.request.saved.value).toBe('saved')

    const again = await begin(road, begun.world)
    expect(again.live.answers.value).toMatchObject({ douar: 'Tizi', landmark: 'pont' })
  })
})

describe('the summary of a dossier', () => {
  test('follows it from draft to kept to received', async () => {
    const begun = await begin(road)
    const line = (rows: readonly KnownEntry[]) => summarise(id, rows, [], writer.packOf)
    await answerAll(begun, roadAnswers)
    expect(line(begun.world.rows)).toMatchObject({ public: 'draft', kept: true, submittedAt: null, reference: null })
    await begun.request.submit()
    const filed = line(begun.world.rows)
    expect(filed).toMatchObject({
      public: 'kept',
      kept: true,
      reference: '12.40.67.86',
      circulation: ['epn-a', 'general'],
    })
    expect(filed?.title).toContain('Aït Ali')
    const received = begun.world.rows.map((row) => ({ ...row, pending: false }))
    expect(line(received)).toMatchObject({ public: 'received', kept: false })
  })

  test('counts what the server holds and gives it no effect', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    await begun.request.submit()
    const rows = begun.world.rows.map((row, at) => ({ ...row, pending: false, entry: `e${at}` }))
    const submitted = rows.findIndex((row) => row.kind === 'act' && Buffer.from(row.bytes).includes('"submitted"'))
    expect(summarise(id, rows, [{ entry: `e${submitted}`, reason: 'act-not-allowed' }], writer.packOf)).toMatchObject({
      held: 1,
      submittedAt: null,
      public: 'draft',
    })
    const came = rows.map((row, at) => (at === submitted ? { ...row, incarnation: '' } : row))
    expect(
      summarise(id, came, [{ entry: `e${submitted}`, reason: 'act-not-allowed' }], writer.packOf)?.submittedAt,
    ).not.toBeNull()
  })

  test('builds on what only waits at the server, and calls it kept', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    await begun.request.submit()
    const rows = begun.world.rows.map((row, at) => ({ ...row, pending: false, entry: `e${at}` }))
    const held = rows.map(({ entry }) => ({ entry, reason: 'pending' }) as const)
    expect(summarise(id, rows, held, writer.packOf)).toMatchObject({ held: rows.length, public: 'kept' })
  })

  test('is still made when one update is damaged', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    const rows = begun.world.rows.map((row, at) =>
      row.kind === 'draft' && at > 2 ? { ...row, bytes: row.bytes.slice(0, 5) } : row,
    )
    expect(summarise(id, rows, [], writer.packOf)?.id).toBe(id)
  })
})
