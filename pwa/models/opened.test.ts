import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parseAct } from '../../shared/dossier/act.ts'
import { compileForm } from '../../shared/form/compile.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import { setCurrent } from './current.ts'
import { createLiveDossiers } from './live-dossiers.ts'
import { openLiveDossier } from './live-dossier.ts'
import { createOpened } from './opened.ts'
import type { PackStore } from './pack-store.ts'
import { forget, state } from './state.ts'
import { summarise } from './summarise.ts'
import type { Summary } from './summary.ts'
import { answerAll, createArrayDisk, mediator, writerOf } from './testing/array-request.ts'
import { mode, variety } from './visit.ts'

const parsed = parsePack(
  JSON.parse(readFileSync(new URL('../../procedures/xx.road-report.json', import.meta.url), 'utf8')),
)
if (!parsed.ok) throw new Error('the pack does not load')
const road = parsed.value
const writer = writerOf([road])
const packs = {
  offered: () => [road],
  known: () => new Map([[packRef(road), road]]),
  formOf: () => {
    const form = compileForm(road.form)
    if (!form.ok) throw new Error('form')
    return form.value
  },
  listsFor: async () => ({}),
  listOf: async () => [],
} as Partial<PackStore> as PackStore

const openDesk = (world = createArrayDisk([4067])) => {
  state.agent.value = mediator.id
  const opened = createOpened({
    disk: world.disk,
    sounds: world.sounds,
    writer,
    lives: createLiveDossiers((id) => openLiveDossier(id, world.disk, writer)),
    packs,
    sealer: null,
    syncNow: async () => undefined,
    show: () => undefined,
  })
  setCurrent(opened)
  /** The lists follow the disk. */
  const show = () => {
    const ids = [...new Set(world.rows.map((row) => row.dossier))]
    const lines = ids.map((id) =>
      summarise(
        id,
        world.rows.filter((row) => row.dossier === id),
        [],
        writer.packOf,
      ),
    )
    state.summaries.value = lines.filter((line): line is Summary => line !== null)
  }
  const kinds = () =>
    world.rows.flatMap(({ kind, bytes }) => {
      const act = kind === 'act' ? parseAct(bytes) : null
      return act?.ok ? [act.value.kind] : []
    })
  return { opened, world, show, kinds }
}

beforeEach(forget)
afterEach(() => setCurrent(null))

describe('a visit', () => {
  test('is of one person: whoever leaves a request for now takes it along, and resuming brings it back', async () => {
    const { opened } = openDesk()
    variety.value = 'tzm'
    mode.value = 'translation'
    const request = await opened.startRequest(road.id)
    await request.answer('douar', 'Tizi')
    request.close()
    expect([variety.value, mode.value]).toEqual([null, 'enabling'])

    await opened.resumeRequest(request.id)
    expect([variety.value, mode.value]).toEqual(['tzm', 'translation'])
  })

  test('opens a dossier in the language the person hears, whatever the helper reads', async () => {
    for (const [heard, theirs] of [
      ['tzm', 'ar'],
      ['fr', 'fr'],
      [null, 'fr'],
    ] as const) {
      const { opened, world } = openDesk()
      variety.value = heard
      await opened.startRequest(road.id)
      const first = parseAct(world.rows[0]?.bytes ?? new Uint8Array())
      expect(first.ok ? first.value.payload['lang'] : null).toBe(theirs)
      setCurrent(null)
    }
  })

  test('ends with the lock', async () => {
    const { opened } = openDesk()
    variety.value = 'shi'
    await opened.startRequest(road.id)
    setCurrent(null)
    expect(variety.value).toBeNull()
  })
})

describe('a request put to sleep', () => {
  test('is shown by its picture, also after the next unlock, until it is taken up again', async () => {
    const { opened, world } = openDesk()
    const request = await opened.startRequest(road.id)
    await request.sleep('mule')
    await vi.waitFor(() => expect(state.asleep.value).toEqual({ [request.id]: 'mule' }))
    forget()
    expect(state.asleep.value).toEqual({})

    const again = openDesk(world).opened
    await vi.waitFor(() => expect(state.asleep.value).toEqual({ [request.id]: 'mule' }))
    const resumed = await again.resumeRequest(request.id)
    await resumed?.answer('douar', 'Tizi')
    resumed?.close()
    await vi.waitFor(() => expect(state.asleep.value).toEqual({}))
  })
})

describe('a mandate taken back', () => {
  test('is written at once and stops the filing; of a dossier that is not here, it is said so', async () => {
    const { opened, show, kinds } = openDesk()
    const request = await opened.startRequest(road.id)
    await request.mandate({ method: 'paper', days: 1 })
    show()
    expect(await opened.revokeMandate(request.id, 'La personne l’a demandé')).toEqual({ ok: true, value: undefined })
    expect(kinds()).toEqual(['opened', 'mandate-given', 'mandate-revoked'])
    await answerAll({ request }, { douar: 'Tizi' })
    const submitted = await request.submit()
    expect(submitted.ok ? null : submitted.error.type).toBe('mandate')
    expect(kinds()).not.toContain('submitted')

    const absent = await opened.revokeMandate('DDDDDDDDDDDDDDDDDDDDDA', 'x')
    expect(absent.ok ? null : absent.error.type).toBe('absent')
  })
})

test('what gives the screen back is kept for that person, sealed like the rest', async () => {
  const { opened, world } = openDesk()
  expect(await opened.pin()).toBeNull()
  await opened.setPin({ salt: 'x' })
  expect(await opened.pin()).toEqual({ salt: 'x' })
  expect([...world.facts.keys()]).toEqual(['pin:fatima'])
})
