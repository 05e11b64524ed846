// The command line's share of a commune: to show it, to open a unit, and to bring in the supervisor nobody can bring in.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { administer, type AdminRequest } from './administer.ts'

let server: TestServer
beforeEach(async () => {
  server = await createTestServer()
})
afterEach(() => server.close())
const ask = (asked: AdminRequest) => administer(server.deps.db, asked)
const said = async (asked: AdminRequest): Promise<string> => {
  const answer = await ask(asked)
  return answer.ok ? answer.value.join('\n') : answer.error
}
const point = {
  what: 'add-unit',
  kind: 'point',
  fr: 'EPN Imlil',
  ar: 'فضاء إمليل',
  phone: null,
  id: null,
  pivots: [],
} as const

test('a commune, its units, its people and its devices are shown', async () => {
  const device = await createTestDevice(server, 'fatima')
  await device.sync()
  expect(await said({ what: 'commune' })).toContain('Asni · أسني (07.041.07.03), Al Haouz, démonstration')
  expect(await said({ what: 'commune' })).toContain('aucune sauvegarde')
  expect(await said({ what: 'units' })).toMatch(/bureau-general {2}bureau .*décide pour .*roads/)
  expect(await said({ what: 'people' })).toContain('fatima  mediator Fatima Bouzid (')
  expect(await said({ what: 'devices' })).toContain(
    `${device.id}  ${device.person.unit}, 1 personnes, entendu 2026-11-21`,
  )
})

describe('a unit', () => {
  test('that opens has a number of its own, and devices hear of it at their next sync', async () => {
    const device = await createTestDevice(server, 'fatima')
    await device.sync()
    const sites = device.told?.units.flatMap(({ site }) => site ?? []) ?? []
    const answer = await ask(point)
    expect(answer.ok && answer.value[0]).toMatch(
      new RegExp(`^point-\\d+ est ouvert, ses références commencent par ${Math.max(...sites) + 1}\\.$`),
    )
    await device.sync()
    expect(device.told?.units.map(({ name }) => name.fr)).toContain('EPN Imlil')
    await ask({ ...point, fr: 'EPN Ouirgane' })
    const units = await server.deps.db.selectFrom('units').select(['id', 'site', 'position']).execute()
    for (const column of ['id', 'position'] as const)
      expect(new Set(units.map((one) => one[column])).size).toBe(units.length)
    const given = units.flatMap(({ site }) => site ?? [])
    expect(new Set(given).size).toBe(given.length)
  })
  test('a person enrolled for it can work there', async () => {
    await ask(point)
    const supervisor = await createTestDevice(server, 'nadia')
    await supervisor.sync()
    const unit = supervisor.told?.units.find(({ name }) => name.fr === 'EPN Imlil')?.id
    expect(unit).toBeDefined()
    await supervisor.act(newId(), 'link-made', {
      agent: newId(),
      codeHash: 'A'.repeat(43),
      newcomer: { name: 'Zahra Ait', role: 'mediator', unit },
      to: [],
    })
    const outcome = await supervisor.sync()
    expect(outcome.type === 'synced' && outcome.report.held).toEqual([])
    expect(await said({ what: 'people' })).toContain(`mediator Zahra Ait (${unit ?? ''})`)
  })
  test.each([
    ['--fr', { ...point, fr: ' ' }],
    ['--ar', { ...point, ar: 'Imlil' }],
    ['--phone', { ...point, phone: 'call me' }],
    ['--pivot', { ...point, pivots: ['roads'] }],
    ['--id', { ...point, kind: 'office' }],
    ['--id', { ...point, kind: 'office', id: 'Etat Civil' }],
    ['--id', { ...point, kind: 'office', id: 'etat-civil' }],
  ] as const)('%s that is wrong is named, and nothing is opened', async (flag, wanted) => {
    const before = await server.deps.db.selectFrom('units').select('id').execute()
    const answer = await ask(wanted)
    expect(answer.ok ? '' : answer.error).toContain(flag)
    expect(await server.deps.db.selectFrom('units').select('id').execute()).toEqual(before)
  })
  test('after the last number of references there is no other', async () => {
    for (let i = 0; i < 80; i++) await ask(point)
    const answer = await ask(point)
    expect(answer.ok ? '' : answer.error).toContain('80 points')
    const sites = (await server.deps.db.selectFrom('units').select('site').execute()).flatMap(({ site }) => site ?? [])
    expect(Math.max(...sites)).toBe(90)
  })
})

describe('a person', () => {
  const wanted = { what: 'add-supervisor', name: 'Éric Ab', unit: 'bureau-general' } as const
  test('is not added while a supervisor has a device: that is an act on their screen', async () => {
    await createTestDevice(server, 'nadia')
    const answer = await ask(wanted)
    expect(answer.ok ? '' : answer.error).toContain('Nadia Tazi a un appareil')
  })
  test('is added when no supervisor can, and can enrol', async () => {
    const answer = await ask(wanted)
    expect(answer.ok && answer.value[0]).toBe('eric-ab  supervisor Éric Ab (bureau-general)')
    expect((await createTestDevice(server, 'eric-ab')).person).toMatchObject({ role: 'supervisor', name: 'Éric Ab' })
  })
  test('is added again once the last supervisor’s device is no longer trusted', async () => {
    const lost = await createTestDevice(server, 'nadia')
    await server.deps.db
      .updateTable('devices')
      .set({ revoked_at: '2026-11-21T10:00:00Z' })
      .where('id', '=', lost.id)
      .execute()
    expect((await ask(wanted)).ok).toBe(true)
  })
  test('an unknown unit is answered by the known ones', async () => {
    const answer = await ask({ ...wanted, unit: 'nowhere' })
    expect(answer.ok ? '' : answer.error).toContain('etat-civil')
  })
})
