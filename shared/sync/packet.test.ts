import { toBase64UrlEncoded } from 'lib0/buffer'
import { expect, test } from 'vitest'
import { encodeHeader, parseHeader, type PacketHeader } from './packet.ts'

const header: PacketHeader = {
  protocol: 2,
  device: 'AAAAAAAAAAAAAAAAAAAAAA',
  incarnation: 'BBBBBBBBBBBBBBBBBBBBBA',
  n: 1,
  prev: null,
  root: toBase64UrlEncoded(new Uint8Array(32).fill(7)),
  count: 3,
  deviceTime: 5,
  beacon: null,
  certHash: toBase64UrlEncoded(new Uint8Array(32).fill(9)),
}

test('rule 9: both protocols are read for as long as a device may keep its packets, and no other', () => {
  for (const protocol of [1, 2] as const) {
    const one = { ...header, protocol }
    expect(encodeHeader(one)[3]).toBe(protocol)
    expect(parseHeader(encodeHeader(one))).toEqual({ ok: true, value: one })
  }
  for (const protocol of [0, 3, 255]) {
    const other = encodeHeader(header).slice()
    other[3] = protocol
    expect(parseHeader(other)).toEqual({ ok: false, error: 'malformed' })
  }
})
