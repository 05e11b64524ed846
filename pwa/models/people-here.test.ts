import { beforeEach, describe, expect, test } from 'vitest'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { ok } from '../../shared/text/result.ts'
import type { Database } from '../storage/database.ts'
import type { Derive } from '../storage/derive.ts'
import { openSecrets, sealSecrets } from '../storage/slot.ts'
import type { Slot } from '../storage/slot.ts'
import { publicPointOf } from './keys.ts'
import { roundOf } from './link-state.ts'
import { createPeopleDesk } from './people-desk.ts'
import { colleagues, letIn, readPeople, setPeopleDesk, waitsForSupervisor } from './people-here.ts'
import { forget, state } from './state.ts'
import { fakeMeta } from './testing/fake-meta.ts'

const name = { fr: 'x', ar: 'س' }
const fatima: Agent = { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'asni' }
const hassan: Agent = { id: 'hassan', name: 'Hassan', role: 'mediator', unit: 'asni' }
const lahcen: Agent = { id: 'lahcen', name: 'Lahcen', role: 'mediator', unit: 'imlil' }
const nadia: Agent = { id: 'nadia', name: 'Nadia', role: 'supervisor', unit: 'bureau' }
const directory: Directory = {
  commune: { code: '07.041.07.03', name, province: name },
  units: ['asni', 'imlil', 'bureau'].map((id) => ({ id, kind: 'point', name, pivots: [] })),
  agents: [fatima, hassan, lahcen, nadia],
  demo: true,
  publicUrl: 'https://guichet.example',
}
const hostWords = 'olive puits mulet samedi'
const words = 'académie bœuf chameau dune'
const dataKey = new Uint8Array(32).fill(7)

/** What is tested here is who gets in, not how dear a guess is. */
const derive: Derive = async (passphrase, salt) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${passphrase}|${salt.join()}`)))

let database: Database
const slotOf = (agent: string): Promise<Slot> => database.meta.get(`slot:${agent}`).then((row) => row?.value as Slot)
const ports = () => ({ database, derive, now: () => 0 })
const showPeople = async () => {
  state.people.value = await readPeople(database)
}

beforeEach(async () => {
  forget()
  database = fakeMeta()
  const sealed = await sealSecrets({ dataKey, agentKey: new Uint8Array(138) }, hostWords, derive)
  const slot: Slot = { agent: 'fatima', name: 'Fatima', role: 'mediator', ...sealed, failures: 0, notBefore: 0 }
  await database.meta.put({ key: 'slot:fatima', value: slot })
  await showPeople()
  state.directory.value = directory
  state.agent.value = 'fatima'
})

interface Written {
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
}
const openDesk = (me: Agent): readonly Written[] => {
  const written: Written[] = []
  const live = {
    write: async (kind: string, payload: Written['payload']) => {
      written.push({ kind, payload })
      return ok({ id: `act-${written.length}` })
    },
  }
  const lives = { take: async () => live, leave: () => undefined }
  const writer = { me, device: 'BBBBBBBBBBBBBBBBBBBBBA', directory: () => directory }
  const parts = { lives, writer, random: (length: number) => new Uint8Array(length) }
  setPeopleDesk(createPeopleDesk(parts as unknown as Parameters<typeof createPeopleDesk>[0]))
  return written
}

describe('a colleague let in by whoever is at the desk', () => {
  test('is one of the same unit who has no place here yet', () => {
    expect(colleagues.value).toEqual([hassan])
  })

  test('gets a slot that opens to their words with the device’s data key, and a key of their own', async () => {
    const written = openDesk(fatima)
    const given = { hostPassphrase: hostWords, newcomer: hassan, passphrase: words }
    expect(await letIn(ports(), given)).toEqual({ ok: true, value: undefined })
    const secrets = await openSecrets(await slotOf('hassan'), words.toUpperCase(), derive)
    expect(secrets?.dataKey).toEqual(dataKey)
    const publicKey = await publicPointOf(secrets?.agentKey ?? new Uint8Array())
    expect(written).toEqual([
      {
        kind: 'person-joined',
        payload: { agent: 'hassan', device: 'BBBBBBBBBBBBBBBBBBBBBA', publicKey, to: ['bureau'] },
      },
    ])
    await showPeople()
    expect(colleagues.value).toEqual([])
  })

  test('is agreed to at once when the host is a supervisor', async () => {
    const written = openDesk(nadia)
    await letIn(ports(), { hostPassphrase: hostWords, newcomer: hassan, passphrase: words })
    expect(written[1]).toEqual({ kind: 'person-certified', payload: { joined: 'act-1' } })
  })

  test('gets nothing when the host’s passphrase is wrong, the words are weak, or nobody is in', async () => {
    const written = openDesk(fatima)
    const wrong = await letIn(ports(), { hostPassphrase: 'autre chose', newcomer: hassan, passphrase: words })
    expect(wrong).toEqual({ ok: false, error: { type: 'wrong-passphrase', waitMs: 0 } })
    const weak = await letIn(ports(), { hostPassphrase: hostWords, newcomer: hassan, passphrase: '1234' })
    expect(weak).toEqual({ ok: false, error: { type: 'weak-passphrase' } })
    const elsewhere = await letIn(ports(), { hostPassphrase: hostWords, newcomer: lahcen, passphrase: words })
    expect(elsewhere).toEqual({ ok: false, error: { type: 'here-already' } })
    setPeopleDesk(null)
    const nobody = await letIn(ports(), { hostPassphrase: hostWords, newcomer: hassan, passphrase: words })
    expect(nobody).toEqual({ ok: false, error: { type: 'not-open' } })
    expect(written).toEqual([])
    expect(await slotOf('hassan')).toBeUndefined()
  })
})

describe('until a supervisor agrees', () => {
  const report = { session: 'revoked', again: false, retryAfter: null, repair: 'none' }
  const refused = { type: 'synced', report } as Parameters<typeof roundOf>[0]

  test('the newcomer is told that their work waits here, not that they were refused', async () => {
    openDesk(fatima)
    await letIn(ports(), { hostPassphrase: hostWords, newcomer: hassan, passphrase: words })
    await showPeople()
    state.agent.value = 'hassan'
    expect(waitsForSupervisor.value).toBe(true)
    roundOf(refused, 0, '')
    expect(state.link.value).toMatchObject({ state: 'idle', problem: { fr: expect.stringContaining('superviseur') } })

    const { joined: publicKey = '' } = await slotOf('hassan')
    const keys = [{ agent: 'hassan', device: 'BBBBBBBBBBBBBBBBBBBBBA', publicKey }]
    state.directory.value = { ...directory, keys }
    expect(waitsForSupervisor.value).toBe(false)
    roundOf(refused, 0, '')
    expect(state.link.value.state).toBe('refused')
  })

  test('whoever enrolled with a link waits for nobody', () => {
    expect(waitsForSupervisor.value).toBe(false)
  })
})
