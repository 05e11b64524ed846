import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { lookAt } from './look-at.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const u32 = (value: number): Uint8Array => {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, value)
  return out
}
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** As far as anyone reads who does not check sums. */
const png = (width: number, height: number, data = new Uint8Array(deflateSync(new Uint8Array(100)))): Uint8Array => {
  const chunk = (name: string, body: Uint8Array) => joined(u32(body.length), text(name), body, u32(0))
  const head = joined(u32(width), u32(height), Uint8Array.of(8, 0, 0, 0, 0))
  return joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', head),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  )
}
const jpeg = (width: number, height: number): Uint8Array =>
  joined(
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16),
    text('JFIF\0'),
    Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0),
    Uint8Array.of(0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3),
    new Uint8Array(9),
    Uint8Array.of(0xff, 0xd9),
  )

describe('what comes in at the door', () => {
  test('is kept as what its first bytes say it is', async () => {
    expect(await lookAt(png(1_240, 1_754))).toEqual({
      ok: true,
      value: { type: 'image/png', width: 1_240, height: 1_754 },
    })
    expect(await lookAt(jpeg(800, 600))).toEqual({ ok: true, value: { type: 'image/jpeg', width: 800, height: 600 } })
  })

  test('a picture larger than anything needs to be is turned away by its head alone', async () => {
    expect(await lookAt(png(100_000, 1_000))).toEqual({ ok: false, error: 'too-many-pixels' })
    expect(await lookAt(jpeg(10_000, 10_000))).toEqual({ ok: false, error: 'too-many-pixels' })
    expect(await lookAt(png(0, 20))).toEqual({ ok: false, error: 'broken' })
  })

  test('a drawing with a script, a page, a program or noise is nothing that is kept', async () => {
    for (const other of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '<!doctype html><script>alert(1)</script>',
      '#!/bin/sh\nrm -rf .',
      'MZ\u0090\u0000',
      '%PDF-1.4\n%%EOF',
      'GIF89a\u0001\u0000\u0001\u0000',
      '',
    ])
      expect(await lookAt(text(other)), other.slice(0, 20)).toEqual({ ok: false, error: 'unknown-type' })
  })

  test('a picture cut anywhere is either told as one or refused, never a crash', async () => {
    const whole = jpeg(800, 600)
    for (let length = 0; length < whole.length; length++) {
      const looked = await lookAt(whole.subarray(0, length))
      if (looked.ok) expect(looked.value).toEqual({ type: 'image/jpeg', width: 800, height: 600 })
    }
  })
})
