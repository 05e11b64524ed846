// What devices of the first release wrote and can read, as bytes they really made: such a device can always push.
import { fromBase64 } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { parseAct } from '../dossier/act.ts'
import { openDraft, readAnswers } from '../dossier/draft.ts'
import {
  answerEntry,
  actEntry,
  createCalmServer,
  createSitting,
  hash43,
  idOf,
  openedPayload,
} from './simulation/calm.ts'
import { acceptSync } from './server.ts'
import { encodeAnswer, parseAnswer, unsaid, type SyncAnswer } from './wire-answer.ts'
import { encodeRequest, parseRequest, sinceProtocol2, wholePackets } from './wire-request.ts'

/** Mediator A's first sitting: a dossier opened and answered in packet 1, a note in packet 2; signed, and asking for all. */
const released = fromBase64(
  'TXNxAQFqfW0RQsGg2g3M+EroegrKAdUBTWNlcrzZaVFz8vO/B3ObJBw7BRRw/rK+yJLqXHVxZesL7b9dvNlpUXPy878Hc5skHDsFFHD+sr7Iku' +
    'pcdXFl6wvtv10dbW9yY2hpZC9zZXNzaW9uLWNlcnRpZmljYXRlLzEJY8KUmU7CcKDkYnTLbG1Tan1tEULBoNoNzPhK6HoKygptZWRpYXRvci1h' +
    'A2VwbgAEGVvVwr3ybcqHcmczpmlfalqKaIweivZJLdEMZ7T8ePsZW9XCvfJtyodyZzOmaV9qWopojB6K9kkt0QxntPx4+5AcAQEFZmlyc3QBAT' +
    'ABA2VwbgABAWp9bRFCwaDaDcz4Suh6CsoCwxs7B6I/ohhdYnoV3oQFoE6I43jXD68dKlDBJeT+L2UJCQkJCQkJCYDQ37SrMwLSBokBTXBrAQlj' +
    'wpSZTsJwoORidMtsbVNqfW0RQsGg2g3M+EroegrKAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0eZz+UDfl02ifTbkaFwAOmHmx3' +
    'dKdP/p9QHBqAFM+ccCAAABSC8y1VT6CSFuZhnssSXXIyr2xFIFGoPfte3eBwZBPVcZ7oTXbgxpnRtxxu786fXdUQrmoB6dqSD/Hy/L+Fc5xRnu' +
    'hNduDGmdG3HG7vzp9d1RCuagHp2pIP8fL8v4VznFAdUBTWNlcrzZaVFz8vO/B3ObJBw7BRRw/rK+yJLqXHVxZesL7b9dvNlpUXPy878Hc5skHD' +
    'sFFHD+sr7IkupcdXFl6wvtv10dbW9yY2hpZC9zZXNzaW9uLWNlcnRpZmljYXRlLzEJY8KUmU7CcKDkYnTLbG1Tan1tEULBoNoNzPhK6HoKygpt' +
    'ZWRpYXRvci1hA2VwbgAEGVvVwr3ybcqHcmczpmlfalqKaIweivZJLdEMZ7T8ePsZW9XCvfJtyodyZzOmaV9qWopojB6K9kkt0QxntPx4+5AcrQ' +
    'PEFNMzP7WrI+/o2MZ6ABH1HBJ/frbrGx2GUaZxotzQqU1iZAEByOwD7Zzndl8pqldOUEEr1wIAAYUCeyJhZnRlciI6W10sImF0IjoiMjAyNS0w' +
    'Ni0wMVQwODowMDowMC4wMDBaIiwiYmVhY29uIjpudWxsLCJieSI6eyJhZ2VudCI6Im1lZGlhdG9yLWEiLCJkZXZpY2UiOiJDV1BDbEpsT3duQ2' +
    'c1R0oweTJ4dFV3Iiwicm9sZSI6Im1lZGlhdG9yIiwidW5pdCI6ImVwbiJ9LCJkb3NzaWVyIjoieU93RDdaem5kbDhwcWxkT1VFRXIxdyIsImtp' +
    'bmQiOiJvcGVuZWQiLCJwYXlsb2FkIjp7ImxhbmciOiJhciIsInByb2NlZHVyZSI6Inh4LnRyaWFsQDEuMC4wIn0sInYiOjF9AABrAQHzvbKPp4' +
    '3BDwAoAQdhbnN3ZXJzG25hbWV8YW4xdEVVTEJvTm9OelBoSzZIb0t5ZwF2BQF2dwrYo9mF2YrZhtipAW59AQRvdmVydgACYnl3Cm1lZGlhdG9y' +
    'LWEEc2FpZHcHY2l0aXplbgD/A2lNcGsBCWPClJlOwnCg5GJ0y2xtU2p9bRFCwaDaDcz4Suh6CsoCXsNjgmWNmCbrFVXQLcs7P06UX2ZRhWlMm5' +
    'UjdF1LD+Of2lOG0e7hLSTUjtv6d9emh5G6cXXpwY+OL7j/2Q+ITgEAAABaHbRTOBtrPPeUpvsgt1dqMucXNkNFg62DrOw19HBjFFodtFM4G2s8' +
    '95Sm+yC3V2oy5xc2Q0WDrYOs7DX0cGMUANICYoHNjdSdjlL0oBAkdL1FIWDPs8vgVFRlmUZNFQS4yqNNYmQBAcjsA+2c53ZfKapXTlBBK9cBAA' +
    'GYAnsiYWZ0ZXIiOlsia2VMY2dGR0pGYTRJU3V2Mk13THpiamhObGlqSEM2MDhsLWd5cGptOUN5MCJdLCJhdCI6IjIwMjUtMDYtMDFUMDg6MDA6' +
    'MDAuMDAwWiIsImJlYWNvbiI6bnVsbCwiYnkiOnsiYWdlbnQiOiJtZWRpYXRvci1hIiwiZGV2aWNlIjoiQ1dQQ2xKbE93bkNnNUdKMHkyeHRVdy' +
    'IsInJvbGUiOiJtZWRpYXRvciIsInVuaXQiOiJlcG4ifSwiZG9zc2llciI6InlPd0Q3WnpuZGw4cHFsZE9VRUVyMXciLCJraW5kIjoibm90ZWQi' +
    'LCJwYXlsb2FkIjp7InRleHQiOiJzZWNvbmQifSwidiI6MX0B0/c7++aDf/SQrzvoe6LHnkKfPbyX9Wc4K045H+JrS2jT9zv75oN/9JCvO+h7os' +
    'eeQp89vJf1ZzgrTjkf4mtLaA==',
)
/** One of everything an answer could say. */
const answered = fromBase64(
  'TXNhAQkJCQkJCQkJAwRsaWZlAQFqfW0RQsGg2g3M+EroegrKAsMbOweiP6IYXWJ6Fd6EBaBOiON41w+vHSpQwSXk/i9lAWp9bRFCwaDaDcz4Su' +
    'h6CsoDAwE/ybaJRZ1zj4yIo6SKqeM1QgFrekBS4AGqpTb8p0gTy2p9bRFCwaDaDcz4Suh6CsrI7APtnOd2XymqV05QQSvXAAGNA01iZAEByOwD' +
    '7Zzndl8pqldOUEEr1wIAAYUCeyJhZnRlciI6W10sImF0IjoiMjAyNS0wNi0wMVQwODowMDowMC4wMDBaIiwiYmVhY29uIjpudWxsLCJieSI6ey' +
    'JhZ2VudCI6Im1lZGlhdG9yLWEiLCJkZXZpY2UiOiJDV1BDbEpsT3duQ2c1R0oweTJ4dFV3Iiwicm9sZSI6Im1lZGlhdG9yIiwidW5pdCI6ImVw' +
    'biJ9LCJkb3NzaWVyIjoieU93RDdaem5kbDhwcWxkT1VFRXIxdyIsImtpbmQiOiJvcGVuZWQiLCJwYXlsb2FkIjp7ImxhbmciOiJhciIsInByb2' +
    'NlZHVyZSI6Inh4LnRyaWFsQDEuMC4wIn0sInYiOjF9AABrAQHzvbKPp43BDwAoAQdhbnN3ZXJzG25hbWV8YW4xdEVVTEJvTm9OelBoSzZIb0t5' +
    'ZwF2BQF2dwrYo9mF2YrZhtipAW59AQRvdmVydgACYnl3Cm1lZGlhdG9yLWEEc2FpZHcHY2l0aXplbgABA2VwbgcBBmJlYWNvbgAAB3BhY2tzLT' +
    'EBDDJjAR4=',
)
const dossier = idOf('dossier')

const written = async () => {
  const sitting = await createSitting('mediator-a')
  const opened = actEntry(sitting.act(dossier, 'opened', openedPayload))
  const { incarnation } = sitting.keys
  const head = { incarnation, n: 2, hash: 'wxs7B6I_ohhdYnoV3oQFoE6I43jXD68dKlDBJeT-L2U' }
  return { sitting, opened, draft: answerEntry(sitting, dossier, 'name', 'أمينة'), incarnation, head }
}

describe('rule 9: a request of the first release', () => {
  test('is read, and what its device could not say is not said', async () => {
    const { sitting, head, incarnation } = await written()
    const parsed = parseRequest(released)
    if (!parsed.ok) return expect.fail(parsed.error)
    expect(parsed.value.request).toMatchObject({
      protocol: 1,
      incarnation,
      certificate: sitting.keys.certificate,
      epoch: { counter: 1, random: 'first' },
      directoryVersion: '0',
      cursors: { epn: 0 },
      wantsReferences: true,
      chains: [head],
      time: 1_764_000_000_000,
      ...sinceProtocol2,
    })
    expect(parsed.value.request.packets).toHaveLength(2)
    expect(parsed.value.signature).toEqual(await sitting.keys.sign(parsed.value.signed))
  })

  test('is written today as it was written then', () => {
    const parsed = parseRequest(released)
    if (!parsed.ok) return expect.fail(parsed.error)
    expect(encodeRequest(parsed.value.request)).toEqual(released.slice(0, -65))
  })

  test('is accepted with its packets, and answered in its own protocol', async () => {
    const { head, opened, draft } = await written()
    const server = createCalmServer()
    const accepted = await acceptSync(server.ports, released)
    if (!accepted.ok) return expect.fail(accepted.error)
    expect(accepted.value.answer[3]).toBe(1)
    const answer = parseAnswer(accepted.value.answer)
    expect(answer.ok && answer.value).toMatchObject({
      session: 'open',
      heads: [head],
      refused: [],
      held: [],
      ...unsaid,
    })
    const stored = (await server.disk.tx.dossiers([dossier])).get(dossier)
    expect(stored?.acts.map((act) => act.kind)).toEqual(['opened', 'noted'])
    expect(readAnswers(openDraft(0, stored?.draft ?? null)).answers).toEqual({ name: 'أمينة' })
    expect([...server.disk.log.values()].slice(0, 2).map(({ bytes }) => bytes)).toEqual([opened.bytes, draft.bytes])
  })

  test('leaves its whole packets behind when it is cut', () => {
    expect(wholePackets(released)).toHaveLength(2)
    expect(wholePackets(released.subarray(0, -66))).toHaveLength(1)
    expect(wholePackets(released.subarray(0, 400))).toEqual([])
  })
})

describe('rule 9: an answer to a device of the first release', () => {
  test('is the same to the byte as it was then', async () => {
    const { opened, draft, incarnation, head } = await written()
    const answer: SyncAnswer = {
      nonce: new Uint8Array(8).fill(9),
      epoch: { counter: 3, random: 'life' },
      session: 'open',
      heads: [head],
      refused: [{ incarnation, n: 3, reason: 'gap' }],
      held: [{ entry: hash43, incarnation, dossier, reason: 'guard' }],
      entries: [opened, draft],
      cursors: { epn: 7 },
      more: true,
      beacon: 'beacon',
      directory: null,
      directoryVersion: null,
      packsVersion: 'packs-1',
      references: { site: 12, from: 50, to: 99 },
      retryAfter: 30,
      ...unsaid,
    }
    expect(encodeAnswer(answer, 1)).toEqual(answered)
    const parsed = parseAnswer(answered)
    expect(parsed.ok && { ...parsed.value, entries: [] }).toEqual({ ...answer, entries: [] })
    const [act] = parsed.ok ? parsed.value.entries : []
    expect(act && parseAct(act.bytes).ok).toBe(true)
  })

  test('says nothing of digests, receipts and backups, also when there is something to say', () => {
    const parsed = parseAnswer(answered)
    if (!parsed.ok) return expect.fail(parsed.error)
    const more = { digest: new Uint8Array(16), receipts: [new Uint8Array(32)], backup: 7, reread: 4 }
    expect(encodeAnswer({ ...parsed.value, ...more }, 1)).toEqual(answered)
  })

  test('of another life begins again from its first entry: it cannot compare', async () => {
    const { sitting } = await written()
    const server = createCalmServer()
    await acceptSync(server.ports, released)
    const other = await createSitting('mediator-b')
    const asked = { protocol: 1 as const, cursors: { epn: 3 }, epoch: { counter: 9, random: 'other' } }
    const answer = await server.accept(await other.request(asked))
    expect(answer.entries).toHaveLength(3)
    expect(answer.cursors).toEqual({ epn: 3 })
    expect(sitting.keys.incarnation).not.toBe(other.keys.incarnation)
  })
})
