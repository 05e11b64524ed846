import { describe, expect, test } from 'vitest'
import { createSyncMemory } from '../../shared/sync/exchange.ts'
import type { ClientPorts } from '../../shared/sync/client-ports.ts'
import { actEntry, createCalmServer, createSitting, idOf, openedPayload } from '../../shared/sync/simulation/calm.ts'
import { cut, noAnswer } from '../../shared/sync/simulation/client-disk.hand.ts'
import { openFakePlace } from '../../shared/sync/simulation/client-disk.agreement.ts'
import { fakeCodec } from '../../shared/sync/simulation/crypto.ts'
import { encodeAnswer, type SyncAnswer } from '../../shared/sync/wire-answer.ts'
import { newestProtocol } from '../../shared/sync/wire-parts.ts'
import { err, ok } from '../../shared/text/result.ts'
import { createRound } from './sync-round.ts'
import type { RoundParts } from './sync-round.ts'

const setup = async (change: (answer: SyncAnswer) => SyncAnswer = (answer) => answer) => {
  const server = createCalmServer()
  const own = await createSitting('mediator-a')
  const disk = await openFakePlace().open()
  const memory = createSyncMemory()
  const seen = { sent: 0, forked: 0, open: true, linked: true, contact: false }
  let nonce = 0
  const ports: ClientPorts = {
    disk,
    codec: fakeCodec,
    keysOf: async () => own.keys,
    now: () => 0,
    random: (length) => new Uint8Array(length).fill(++nonce),
    send: async (request) => {
      seen.sent++
      return seen.linked
        ? ok(encodeAnswer(change(await server.accept(request)), newestProtocol))
        : err({ type: 'offline' })
    },
  }
  const parts: RoundParts = {
    disk,
    portsFor: async () => ports,
    sitting: () => (seen.open ? own.keys.incarnation : null),
    memory: () => memory,
    wantsContact: () => seen.contact,
    mayReach: () => true,
    now: () => '2025-06-01T08:00:00.000Z',
    ended: async () => undefined,
    forked: () => void seen.forked++,
  }
  const round = createRound(parts)
  const run = () => round(new AbortController().signal)
  const write = () => disk.keep([actEntry(own.act(idOf('a'), 'opened', openedPayload))], own.keys.incarnation)
  return { disk, own, seen, run, write }
}

describe('a round of the loop', () => {
  test('asks nothing while locked with nothing to send', async () => {
    const { seen, run } = await setup()
    seen.open = false
    expect(await run()).toEqual({ type: 'done', again: false, retryAfter: null })
    expect(seen.sent).toBe(0)
  })

  test('asks all the same while locked when the commune is to be heard', async () => {
    const { seen, run } = await setup()
    seen.open = false
    seen.contact = true
    await run()
    expect(seen.sent).toBe(1)
  })

  test('rule 3: tells once that the open sitting is forked, whatever became of the link since', async () => {
    const { disk, own, seen, run, write } = await setup()
    await write()
    await cut(disk, own)
    await disk.apply({ ...noAnswer, forked: [own.keys.incarnation] })
    seen.linked = false
    expect((await run()).type).toBe('failed')
    await run()
    expect(seen.forked).toBe(1)
  })

  test('comes back later to a server that says "again" and moves nothing', async () => {
    const { run } = await setup((answer) => ({ ...answer, more: true }))
    const rounds = [await run(), await run(), await run(), await run(), await run()]
    expect(rounds.map((round) => round.type === 'done' && round.again)).toEqual([true, true, true, false, false])
  })
})
