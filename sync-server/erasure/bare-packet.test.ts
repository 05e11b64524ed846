import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryId } from '../../shared/sync/entry.ts'
import { hashOf, parsePacket } from '../../shared/sync/packet.ts'
import { actEntry, createSitting, idOf, openedPayload } from '../../shared/sync/simulation/calm.ts'
import { encodeBare, isBare, parseBare } from './bare-packet.ts'

const cut = async () => {
  const sitting = await createSitting('mediator-a')
  const entries = ['one', 'two'].map((word) => actEntry(sitting.act(idOf(word), 'opened', openedPayload)))
  const parsed = parsePacket((await sitting.cut(...entries)).bytes)
  if (!parsed.ok) throw new Error('no packet')
  return { ...parsed.value, ids: entries.map(entryId) }
}

test('a bare packet keeps all that proves its acts, and nothing of what they say', async () => {
  const { packet, header, ids } = await cut()
  const bytes = encodeBare(packet, ids)
  const { header: raw, signature, certificate, body } = packet
  expect(parseBare(bytes)).toEqual({
    packet: { header: raw, signature, certificate, bodyHash: hashOf(body), ids },
    header,
  })
  expect(isBare(bytes)).toBe(true)
  expect(parsePacket(bytes).ok).toBe(false)
  expect(Buffer.from(bytes).includes(Buffer.from(body.subarray(0, 16)))).toBe(false)
})

test('any bytes are read as one or as none, and a cut one is none', async () => {
  const { packet, ids } = await cut()
  const bytes = encodeBare(packet, ids)
  for (let length = 0; length < bytes.length; length++) expect(parseBare(bytes.subarray(0, length))).toBeNull()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
      expect(parseBare(Uint8Array.of(0x4d, 0x70, 0x78, 0x01, ...tail))).toBeNull()
    }),
  )
})
