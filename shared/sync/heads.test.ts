import { describe, expect, test } from 'vitest'
import { ownStable, weighHeads } from './heads.ts'
import type { Chain } from './client-ports.ts'
import type { Head, OutboxPacket } from './ports.ts'

/** A chain of which the packets after `stable` are still kept. */
const setup = (changes: Partial<Chain> = {}) => {
  const chain: Chain = { incarnation: 'mine', n: 5, hash: 'h5', acked: 3, ...changes }
  const packets: OutboxPacket[] = [1, 2, 3, 4, 5]
    .filter((n) => n > (chain.stable ?? 0))
    .map((n) => ({ incarnation: 'mine', n, hash: `h${n}`, bytes: new Uint8Array() }))
  const disk = {
    packetsAfter: async (incarnation: string, n: number, limit: number) =>
      packets.filter((packet) => packet.incarnation === incarnation && packet.n > n).slice(0, limit),
  }
  const weigh = (n: number, hash: string, { alone = true, batch = [] as readonly OutboxPacket[] } = {}) =>
    weighHeads(disk, [chain], [{ incarnation: 'mine', n, hash }], batch, alone)
  const stable = (...heads: readonly Head[]) => ownStable(disk, [chain], heads)
  return { chain, disk, weigh, stable }
}
const taken = (n: number, hash: string) => ({ own: [{ incarnation: 'mine', n, hash }], forked: [], regressed: [] })
const nothing = { own: [], forked: [], regressed: [] }
const forked = { own: [], forked: ['mine'], regressed: [] }

describe('rule 3: a head counts', () => {
  test('when its hash is that of a packet this device has cut: the last, one before, one that was before', async () => {
    const { weigh } = setup()
    for (const n of [3, 4, 5]) expect(await weigh(n, `h${n}`)).toEqual(taken(n, `h${n}`))
  })

  test('when the packet is of this request, although the disk no longer keeps it', async () => {
    const { chain } = setup()
    const batch = [{ incarnation: 'mine', n: 4, hash: 'h4', bytes: new Uint8Array() }]
    const disk = { packetsAfter: async () => [] }
    const head = { incarnation: 'mine', n: 4, hash: 'h4' }
    expect(await weighHeads(disk, [chain], [head], batch, true)).toEqual(taken(4, 'h4'))
    expect(await weighHeads(disk, [chain], [head], [], true)).toEqual(forked)
  })

  test('not with another hash, nor beyond what was cut: the chain is forked, whoever else was on the way', async () => {
    const { weigh } = setup()
    for (const alone of [true, false]) {
      expect(await weigh(4, 'other', { alone })).toEqual(forked)
      expect(await weigh(6, 'h6', { alone })).toEqual(forked)
    }
  })

  test('not when it is of nobody here', async () => {
    const { disk, chain } = setup()
    expect(await weighHeads(disk, [chain], [{ incarnation: 'theirs', n: 1, hash: 'x' }], [], true)).toEqual(nothing)
  })
})

describe('rule 3: a head lower than what was received', () => {
  test('is believed when no other request was on its way, and told', async () => {
    const { weigh } = setup()
    expect(await weigh(2, 'h2')).toEqual({ ...taken(2, 'h2'), regressed: ['mine'] })
    expect(await weigh(0, '')).toEqual({ ...taken(0, ''), regressed: ['mine'] })
  })

  test('means nothing when another request was: that one came first', async () => {
    const { weigh } = setup()
    expect(await weigh(2, 'h2', { alone: false })).toEqual(nothing)
    expect(await weigh(0, '', { alone: false })).toEqual(nothing)
  })

  test('below what is stable cannot be sent again: the chain is forked, if the request was alone', async () => {
    const { weigh } = setup({ stable: 2 })
    for (const n of [0, 1]) {
      expect(await weigh(n, n === 0 ? '' : 'h1')).toEqual(forked)
      expect(await weigh(n, n === 0 ? '' : 'h1', { alone: false })).toEqual(nothing)
    }
  })

  test('at what is stable is taken, although the packet that would prove it is gone', async () => {
    const { weigh } = setup({ stable: 2 })
    expect(await weigh(2, 'h2')).toEqual({ ...taken(2, 'h2'), regressed: ['mine'] })
  })
})

describe('rule 3: what is stable', () => {
  test('may go by its hash only: a packet of the same number from another disk does not count', async () => {
    const { stable } = setup()
    const mine = { incarnation: 'mine', n: 2, hash: 'h2' }
    expect(await stable(mine)).toEqual([mine])
    expect(await stable({ ...mine, hash: 'other' })).toEqual([])
    expect(await stable({ ...mine, incarnation: 'theirs' })).toEqual([])
    expect(await stable({ ...mine, n: 9 })).toEqual([])
  })

  test('is told once: what is gone already is passed over', async () => {
    const { stable } = setup({ stable: 3 })
    expect(await stable({ incarnation: 'mine', n: 2, hash: 'h2' })).toEqual([])
  })
})
