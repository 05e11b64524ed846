import { describe, expect, test } from 'vitest'
import type { AppliedAnswer, Chain, SyncState } from './client-ports.ts'
import type { Epoch, Head } from './ports.ts'
import { idOf } from './simulation/calm.ts'
import { takeStickAnswer } from './stick-answer.ts'
import { stickNonce } from './stick-file.ts'
import { encodeAnswer, unsaid } from './wire-answer.ts'

const id = idOf('stick')
const mine = idOf('mine')
const life: Epoch = { counter: 2, random: 'two' }
const hash = (n: number): string => `${String.fromCodePoint(64 + n)}`.padEnd(43, 'A')

/** Five packets cut, three of them received; what is applied is written down. */
const setup = (told: { readonly epoch?: Epoch; readonly nonce?: Uint8Array } = {}) => {
  const chain: Chain = { incarnation: mine, n: 5, hash: hash(5), acked: 3 }
  const applied: AppliedAnswer[] = []
  const state: SyncState = {
    epoch: life,
    cursors: { office: 7 },
    beacon: 'the last one',
    directoryVersion: null,
    referencesLeft: 0,
    backup: 0,
  }
  const disk = {
    syncState: async () => state,
    chains: async () => [chain],
    packetsAfter: async (incarnation: string, n: number) =>
      incarnation === mine ? [{ incarnation, n: n + 1, hash: hash(n + 1), bytes: new Uint8Array() }] : [],
    apply: async (answer: AppliedAnswer) => void applied.push(answer),
  }
  const take = (...heads: readonly Head[]) => {
    const answer = encodeAnswer(
      {
        nonce: told.nonce ?? stickNonce(id),
        epoch: told.epoch ?? life,
        session: 'locked',
        heads,
        refused: [],
        held: [],
        entries: [],
        cursors: {},
        more: false,
        beacon: 'an older one',
        directory: null,
        directoryVersion: null,
        packsVersion: '1',
        references: null,
        retryAfter: null,
        ...unsaid,
      },
      2,
    )
    return takeStickAnswer(disk, id, [answer])
  }
  return { take, applied }
}
const head = (n: number, of = hash(n)): Head => ({ incarnation: mine, n, hash: of })
const took = (received: number) => ({ ok: true, value: { received, refused: [] } })

describe('rule 11: the answer of a stick', () => {
  test('says what is received, and leaves the cursor and the beacon as they are', async () => {
    const { take, applied } = setup()
    expect(await take(head(5))).toEqual(took(2))
    expect(applied).toMatchObject([{ heads: [head(5)], cursors: { office: 7 }, beacon: 'the last one' }])
  })

  test('that is as far as what is known, or behind it, changes nothing', async () => {
    const { take, applied } = setup()
    for (const n of [0, 1, 3]) expect(await take(n === 0 ? { ...head(1), n: 0, hash: '' } : head(n))).toEqual(took(0))
    expect(applied).toEqual([])
  })

  test('of a chain that is not of this device changes nothing', async () => {
    const { take, applied } = setup()
    expect(await take({ ...head(5), incarnation: idOf('theirs') })).toEqual(took(0))
    expect(applied).toEqual([])
  })

  test('rule 3: with another hash, or beyond what was cut, tells of a fork', async () => {
    for (const forked of [head(4, hash(9)), head(6)]) {
      const { take, applied } = setup()
      expect(await take(forked)).toEqual(took(0))
      expect(applied).toMatchObject([{ heads: [], forked: [mine] }])
    }
  })

  test('with another nonce is no answer to this file', async () => {
    const { take, applied } = setup({ nonce: stickNonce(idOf('another stick')) })
    expect(await take(head(5))).toEqual({ ok: false, error: 'foreign' })
    expect(applied).toEqual([])
  })

  test('rule 4: of a life that is over, or a twin’s, changes nothing', async () => {
    for (const epoch of [
      { counter: 1, random: 'one' },
      { counter: 2, random: 'twin' },
    ]) {
      const { take, applied } = setup({ epoch })
      expect(await take(head(5))).toEqual({ ok: false, error: 'old-life' })
      expect(applied).toEqual([])
    }
  })

  test('rule 4: of a new life may lower a head, and what it does not name is offered again', async () => {
    const epoch = { counter: 3, random: 'three' }
    const { take, applied } = setup({ epoch })
    expect(await take(head(2))).toEqual(took(0))
    expect(applied).toMatchObject([{ epoch, heads: [head(2)] }])
    const silent = setup({ epoch })
    await silent.take()
    expect(silent.applied).toMatchObject([{ heads: [{ incarnation: mine, n: 0 }] }])
  })

  test('bytes that are no answer are refused whole', async () => {
    const { applied } = setup()
    expect(await takeStickAnswer(neverAsked, id, [new Uint8Array(9)])).toEqual({ ok: false, error: 'foreign' })
    expect(applied).toEqual([])
  })
})

const neverAsked = {
  syncState: () => Promise.reject(new Error('asked')),
  chains: () => Promise.reject(new Error('asked')),
  packetsAfter: () => Promise.reject(new Error('asked')),
  apply: () => Promise.reject(new Error('asked')),
}
