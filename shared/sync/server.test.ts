import { describe, expect, test } from 'vitest'
import { acceptSync } from './server.ts'
import {
  actEntry,
  answerEntry,
  createCalmServer,
  createSitting,
  filed,
  idOf,
  openedPayload,
  unsigned,
} from './simulation/calm.ts'
import { headOf } from './simulation/client-disk.hand.ts'
import { createFakeKey } from './simulation/crypto.ts'

const dossier = idOf('dossier')

describe('rule 2: the chain', () => {
  test('a packet that comes twice is answered as the first time and changes nothing', async () => {
    const { server, packet } = await filed(dossier, false)
    const before = server.disk.log.size
    const answer = await server.accept(unsigned(packet))
    expect(answer.heads).toEqual([headOf(packet)])
    expect(answer.refused).toEqual([])
    expect(server.disk.log.size).toBe(before)
  })

  test('a packet after a gap is not taken, and the head says from where to send', async () => {
    const { server, sitting, packet } = await filed(dossier, false)
    await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '2' })))
    const third = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '3' })))
    const answer = await server.accept(unsigned(third))
    expect(answer.heads).toEqual([headOf(packet)])
    expect(answer.refused).toEqual([{ incarnation: sitting.keys.incarnation, n: 3, reason: 'gap' }])
  })

  test('packets out of order in one request: what follows is taken, the rest is asked again', async () => {
    const { server, sitting } = await filed(dossier, false)
    const second = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '2' })))
    const third = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '3' })))
    expect((await server.accept(unsigned(third, second))).heads).toEqual([headOf(second)])
  })

  test('another packet with a number that is taken is a fork, and the first stays', async () => {
    const { server, sitting, opened, packet } = await filed(dossier, false)
    sitting.chain = null
    const other = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: 'other' }, [opened])))
    const answer = await server.accept(unsigned(other))
    expect(answer.refused).toEqual([{ incarnation: sitting.keys.incarnation, n: 1, reason: 'forked' }])
    expect(answer.heads).toEqual([headOf(packet)])
  })

  test('a body changed or swapped on the way is refused, and the honest packet still arrives', async () => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    const honest = await sitting.cut(actEntry(sitting.act(dossier, 'opened', openedPayload)))
    for (let at = 0; at < honest.bytes.length; at += 7) {
      const bytes = honest.bytes.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 0x10
      const { heads } = await server.accept(unsigned({ ...honest, bytes }))
      expect(heads.every((head) => head.n === 0)).toBe(true)
    }
    expect((await server.accept(unsigned(honest))).heads).toEqual([headOf(honest)])
  })

  test("a certificate that the agent's key did not sign opens nothing", async () => {
    const server = createCalmServer()
    const forger = await createSitting('mediator-a', 'forged', createFakeKey('forger'))
    const answer = await server.accept(
      unsigned(await forger.cut(actEntry(forger.act(dossier, 'opened', openedPayload)))),
    )
    expect(answer.refused.map((one) => one.reason)).toEqual(['certificate'])
    expect(server.disk.log.size).toBe(0)
  })
})

describe('rule 3: heads come after COMMIT', () => {
  test.each([1, 2])('when transaction %i fails nothing is answered and nothing is kept', async (which) => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    // With a draft, which is looked at before it is taken.
    const opened = actEntry(sitting.act(dossier, 'opened', openedPayload))
    const packet = await sitting.cut(opened, answerEntry(sitting, dossier, 'name', 'a'))
    let calls = 0
    const failing = {
      ...server.ports,
      transaction: <T>(work: Parameters<typeof server.ports.transaction<T>>[0]): Promise<T> =>
        server.ports.transaction(async (tx) => {
          const value = await work(tx)
          if (++calls === which) throw new Error('disk full')
          return value
        }),
    }
    await expect(acceptSync(failing, unsigned(packet))).rejects.toThrow('disk full')
    expect([server.disk.log.size, await server.disk.tx.incarnation(packet.incarnation)]).toEqual([0, null])
    expect((await server.accept(unsigned(packet))).heads).toEqual([headOf(packet)])
  })

  test('every chain that is asked about gets its head, an unknown one says 0', async () => {
    const { server, packet } = await filed(dossier, false)
    const stranger = await createSitting('mediator-b')
    const unknown = { incarnation: idOf('nobody'), n: 4, hash: packet.hash }
    const answer = await server.accept(await stranger.request({ chains: [unknown, headOf(packet)] }))
    expect(answer.heads).toEqual([{ ...unknown, n: 0, hash: '' }, headOf(packet)])
  })

  test('what is stable is told once it is in the last two backups, by hash, to its device only', async () => {
    const { server, sitting, packet } = await filed(dossier, false)
    const told = async (backup: number, who = sitting) => {
      const answer = await server.accept(await who.request({ backup }))
      return [answer.backup, answer.stable]
    }
    expect(await told(0)).toEqual([0, []])
    server.disk.backup()
    expect(await told(0)).toEqual([1, []])
    const second = await sitting.cut(actEntry(sitting.act(idOf('two'), 'opened', openedPayload)))
    await server.accept(unsigned(second))
    server.disk.backup()
    expect(await told(1)).toEqual([2, [headOf(packet)]])
    expect(await told(2)).toEqual([2, []])
    expect(await told(1, await createSitting('mediator-b'))).toEqual([2, []])
    server.disk.backup()
    expect(await told(2)).toEqual([3, [headOf(second)]])
    expect((await server.accept(unsigned())).stable).toEqual([])
  })
})

test('rule 8: a body that is no request is refused with a word', async () => {
  expect(await acceptSync(createCalmServer().ports, new Uint8Array(50))).toEqual({ ok: false, error: 'malformed' })
})
