import { computed, signal } from '@preact/signals'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { makeAct } from '../../shared/dossier/act.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import type { GuardRail, ProcedurePack } from '../../shared/procedure/pack.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import { openLiveDossier } from './live-dossier.ts'
import { createOpenedDossier } from './opened-dossier.ts'
import { state } from './state.ts'
import type { Summary } from './summary.ts'
import { createArrayDisk, mediator, writerOf } from './testing/array-request.ts'

const parsed = parsePack(
  JSON.parse(readFileSync(new URL('../../procedures/xx.road-report.json', import.meta.url), 'utf8')),
)
if (!parsed.ok) throw new Error('the pack does not load')
const road = parsed.value
const dossier = 'EEEEEEEEEEEEEEEEEEEEEA'
const notOffline: GuardRail = {
  on: 'withdrawn',
  maxAge: 'PT0S',
  reason: { fr: 'Pas sans réseau', ar: 'ليس دون شبكة' },
  source: [],
}

const openWith = async (pack: ProcedurePack) => {
  const world = createArrayDisk([4067])
  const writer = writerOf([pack])
  const live = await openLiveDossier(dossier, world.disk, writer)
  const written = await live.write('opened', { procedure: packRef(pack), lang: 'fr' })
  if (!written.ok) throw new Error(written.error.type)
  await live.answer('douar', 'Tizi', { said: 'citizen' })
  const opened = createOpenedDossier({
    live,
    line: { id: dossier } as Partial<Summary> as Summary,
    disk: world.disk,
    writer,
    mandateAgain: null,
    supplied: null,
    papers: { changed: signal(0), list: async () => [] },
    formOver: () => computed(() => ({ fields: [], byKey: new Map(), values: {}, complete: true })),
    lastBeacon: () => null,
    legalToday: () => '2026-08-20',
    closed: () => undefined,
  })
  return { opened, world }
}
const online = (is: boolean) => {
  const lastSync = is ? '2026-08-20T09:59:00Z' : null
  state.link.value = { online: is, state: 'idle', lastSync, more: false, unsentBytes: 0, problem: null }
}
afterEach(() => online(false))

describe('what a procedure forbids without the network', () => {
  test('is refused before it is written, in the procedure’s own words, and said before it is tried', async () => {
    const { opened, world } = await openWith({ ...road, guardRails: [notOffline] })
    const before = world.rows.length
    expect(opened.shutBy('withdrawn', {})).toEqual(notOffline.reason)
    const refused = await opened.write('withdrawn', { reason: 'elle ne veut plus' })
    expect(refused).toMatchObject({ ok: false, error: { type: 'guard-rail', detail: notOffline.reason } })
    expect(world.rows.length).toBe(before)
    opened.close()
  })

  test('may be done as soon as the server has answered', async () => {
    const { opened } = await openWith({ ...road, guardRails: [notOffline] })
    online(true)
    expect(opened.shutBy('withdrawn', {})).toBeNull()
    expect(await opened.write('withdrawn', { reason: 'elle ne veut plus' })).toMatchObject({ ok: true })
    opened.close()
  })

  test('binds no other act', async () => {
    const { opened } = await openWith({ ...road, guardRails: [notOffline] })
    expect(opened.shutBy('noted', {})).toBeNull()
    expect(await opened.write('noted', { text: 'vu' })).toMatchObject({ ok: true })
    opened.close()
  })
})

test('a correction counts in the form, and the filed answer stays where it is', async () => {
  const acts = signal([
    makeAct({
      v: 1,
      dossier,
      kind: 'corrected',
      by: { agent: mediator.id, device: 'd', unit: mediator.unit, role: 'clerk' },
      at: '2026-08-20T10:00:00.000Z',
      beacon: null,
      after: [],
      payload: { field: 'douar', value: 'Imskar', reason: 'vu sur la carte' },
    }),
  ])
  const world = createArrayDisk([])
  const writer = writerOf([road])
  const live = await openLiveDossier(dossier, world.disk, writer)
  await live.answer('douar', 'Tizi', { said: 'citizen' })
  const seen: unknown[] = []
  const opened = createOpenedDossier({
    live: { ...live, acts, status: computed(() => statusOf(acts.value, null)) },
    line: { id: dossier } as Partial<Summary> as Summary,
    disk: world.disk,
    writer,
    mandateAgain: null,
    supplied: null,
    papers: { changed: signal(0), list: async () => [] },
    formOver: (answers) => {
      seen.push(answers.value['douar'])
      return computed(() => ({ fields: [], byKey: new Map(), values: {}, complete: true }))
    },
    lastBeacon: () => null,
    legalToday: () => '2026-08-20',
    closed: () => undefined,
  })
  expect(opened.answers.value).toEqual({ douar: 'Tizi' })
  expect(opened.effective.value).toEqual({ douar: 'Imskar' })
  expect(opened.corrected.value.get('douar')).toMatchObject({ filed: 'Tizi', value: 'Imskar', disputed: [] })
  expect(seen).toEqual(['Imskar'])
  opened.close()
})

test('what a pack lets nobody do without the photographs is refused in its words, until each page is here', async () => {
  const reason = { fr: 'Une photo est à venir.', ar: 'صورة لم تصل بعد.' }
  const guardRails: readonly GuardRail[] = [{ on: 'decided', papers: 'here', reason, source: [] }]
  const strict: ProcedurePack = { ...road, guardRails }
  const hash = 'P'.repeat(43)
  const filed = makeAct({
    v: 1,
    dossier,
    kind: 'submitted',
    by: { agent: mediator.id, device: 'd', unit: mediator.unit, role: 'mediator' },
    at: '2026-08-20T10:00:00.000Z',
    beacon: null,
    after: [],
    payload: { attachments: [{ hash, piece: 'photo', page: 1, mediaType: 'image/webp', size: 1 }] },
  })
  const world = createArrayDisk([])
  const live = await openLiveDossier(dossier, world.disk, writerOf([strict]))
  const changed = signal(0)
  let here: readonly { readonly hash: string }[] = []
  const opened = createOpenedDossier({
    live: { ...live, acts: signal([filed]), pack: signal(strict) },
    line: { id: dossier } as Partial<Summary> as Summary,
    disk: world.disk,
    writer: writerOf([strict]),
    mandateAgain: null,
    supplied: null,
    papers: { changed, list: async () => here },
    formOver: () => computed(() => ({ fields: [], byKey: new Map(), values: {}, complete: true })),
    lastBeacon: () => null,
    legalToday: () => '2026-08-20',
    closed: () => undefined,
  })
  const payload = { outcome: 'accepted' }
  expect(opened.shutBy('decided', payload)).toEqual(reason)
  expect(await opened.write('decided', payload)).toMatchObject({ ok: false, error: { type: 'guard-rail' } })
  expect(opened.shutBy('noted', {})).toBeNull()
  here = [{ hash }]
  changed.value++
  await expect.poll(() => opened.shutBy('decided', payload)).toBeNull()
  opened.close()
})
