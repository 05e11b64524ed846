import { describe, expect, test } from 'vitest'
import { chainsToAsk, chooseBatch } from './batch.ts'
import { limits } from './limits.ts'
import type { Chain } from './client-ports.ts'
import type { OutboxPacket } from './ports.ts'
import { createSitting, hash43, idOf } from './simulation/calm.ts'

const packet = (chain: string, n: number, size = 10): OutboxPacket => ({
  incarnation: chain,
  n,
  hash: `${chain}${n}`,
  bytes: new Uint8Array(size),
})
const none: ReadonlySet<string> = new Set()
const chosen = (
  outbox: readonly OutboxPacket[],
  { batch = 1000, refused = none, flying = none } = {},
): readonly string[] => chooseBatch(outbox, { batch, refused, flying }).map((one) => one.hash)

describe('rule 9: what goes into a request', () => {
  const outbox = [packet('a', 1), packet('b', 1), packet('a', 2), packet('b', 2)]

  test('is as many packets as the batch holds, in the order of cutting', () => {
    expect(chosen(outbox)).toEqual(['a1', 'b1', 'a2', 'b2'])
    expect(chosen(outbox, { batch: 30 })).toEqual(['a1', 'b1', 'a2'])
    expect(chosen(outbox, { batch: 29 })).toEqual(['a1', 'b1'])
  })

  test('is one packet at least, however large, when there is one', () => {
    expect(chosen([packet('a', 1, 5000), packet('a', 2)])).toEqual(['a1'])
    expect(chosen([])).toEqual([])
  })

  test('is no more packets than the server takes in one request', () => {
    const many = Array.from({ length: limits.requestPackets + 5 }, (_, at) => packet('a', at + 1))
    expect(chosen(many, { batch: 1e9 })).toHaveLength(limits.requestPackets)
  })

  test('leaves out what is on its way in another request', () => {
    expect(chosen(outbox, { flying: new Set(['a|1', 'b|1']) })).toEqual(['a2', 'b2'])
    expect(chosen(outbox, { flying: new Set(['a|1', 'a|2', 'b|1', 'b|2']) })).toEqual([])
  })

  test('puts a chain that was refused last, each chain still in its own order', () => {
    expect(chosen(outbox, { refused: new Set(['a']) })).toEqual(['b1', 'b2', 'a1', 'a2'])
  })
})

describe('rule 3: the chains a request asks about', () => {
  const chain = (word: string, changes: Partial<Chain> = {}): Chain => ({
    incarnation: idOf(word),
    n: 3,
    hash: hash43,
    acked: 3,
    ...changes,
  })
  const asked = async (
    chains: readonly Chain[],
    { batch = [] as readonly OutboxPacket[], all = false, readAt = 0 } = {},
  ) => {
    const { keys } = await createSitting('mediator-a')
    const read = new Map([[keys.incarnation, readAt]])
    return chainsToAsk(chains, batch, keys, read, all).map((head) => head.incarnation)
  }

  test('are those that are not received, that have something held, and today’s; not the forked, nor the empty', async () => {
    const { keys } = await createSitting('mediator-a')
    const chains = [
      chain('received'),
      chain('behind', { acked: 2 }),
      chain('held', { held: 1 }),
      chain('forked', { acked: 0, forked: true }),
      chain('empty', { n: 0, acked: 0 }),
      { ...chain('today'), incarnation: keys.incarnation },
    ]
    expect(await asked(chains)).toEqual([idOf('behind'), idOf('held'), keys.incarnation])
    expect(chainsToAsk(chains, [], null, new Map(), false)).toEqual(
      ['behind', 'held'].map((word) => ({ incarnation: idOf(word), n: 3, hash: hash43 })),
    )
  })

  test('rule 10: name today’s until a page was read after its last packet', async () => {
    const { keys } = await createSitting('mediator-a')
    const today = { ...chain('today'), incarnation: keys.incarnation }
    expect(await asked([today], { readAt: 2 })).toEqual([keys.incarnation])
    expect(await asked([today], { readAt: 3 })).toEqual([])
    expect(await asked([{ ...today, acked: 2 }], { readAt: 3 })).toEqual([keys.incarnation])
  })

  test('begin with those whose packets the request carries', async () => {
    const chains = [chain('one', { acked: 0 }), chain('two', { acked: 0 })]
    expect(await asked(chains, { batch: [packet(idOf('two'), 1)] })).toEqual([idOf('two'), idOf('one')])
  })

  test('rule 6: are all of them when the two sides differ: the newest, if they are too many', async () => {
    const chains = Array.from({ length: limits.chains + 2 }, (_, at) => chain(`chain ${at}`))
    expect(await asked(chains)).toEqual([])
    const all = await asked(chains, { all: true })
    expect([all.length, all[0], all.at(-1)]).toEqual([limits.chains, idOf('chain 2'), chains.at(-1)?.incarnation])
    const chainsOfTwo = [chain('forked', { forked: true }), chain('sound')]
    expect(await asked(chainsOfTwo, { all: true })).toEqual([idOf('forked'), idOf('sound')])
  })
})
