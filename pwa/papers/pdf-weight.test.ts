import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostContentBytes, mostStreamBytes, weighPdf } from './pdf-weight.ts'

const stream = (data: Uint8Array, dictionary = '/Filter /FlateDecode'): Buffer =>
  Buffer.concat([
    Buffer.from(`3 0 obj\n<< /Length ${data.length} ${dictionary} >>\nstream\r\n`),
    data,
    Buffer.from('\r\nendstream\nendobj\n'),
  ])
const pdf = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts, Buffer.from('%%EOF')]))
const zeros = (bytes: number): Buffer => deflateSync(Buffer.alloc(bytes))
const picture = (width: number, height: number): string =>
  `/Subtype /Image /Width ${width} /Height ${height} /Filter /FlateDecode`

describe('a PDF', () => {
  test('of a few pages is light, scanned ones too', async () => {
    const page = stream(deflateSync(Buffer.from('BT (Attestation) Tj ET '.repeat(500))))
    expect(await weighPdf(pdf(...Array.from({ length: 10 }, () => page)))).toBe('light')
    expect(await weighPdf(pdf(stream(Buffer.from('BT ET'), '')))).toBe('light')
    const scan = stream(zeros(26_000_000), picture(2_480, 3_508))
    expect(await weighPdf(pdf(scan, scan, scan))).toBe('light')
  })

  test('that unfolds into more than a page needs is not', async () => {
    expect(await weighPdf(pdf(stream(zeros(mostContentBytes + 1))))).toBe('too-heavy')
    expect(await weighPdf(pdf(stream(zeros(mostStreamBytes + 1), picture(9, 9))))).toBe('too-heavy')
    expect(await weighPdf(pdf(stream(Buffer.alloc(mostContentBytes + 1, ' '), '')))).toBe('too-heavy')
  })

  test('with a picture of more pixels than a machine holds is not', async () => {
    expect(await weighPdf(pdf(stream(zeros(10), picture(20_000, 20_000))))).toBe('too-heavy')
  })

  test('is told by its bytes, whatever its words say of the filter', async () => {
    const bomb = zeros(mostContentBytes + 1)
    expect(await weighPdf(pdf(stream(bomb, '/Filter 7 0 R')))).toBe('too-heavy')
    expect(await weighPdf(pdf(stream(bomb, '')))).toBe('too-heavy')
  })

  test('with one bomb inside another is not light', async () => {
    const nested = deflateSync(zeros(mostContentBytes + 1))
    expect(await weighPdf(pdf(stream(nested, '/Filter [/FlateDecode /FlateDecode]')))).toBe('too-heavy')
    expect(await weighPdf(pdf(stream(nested, '/Filter 7 0 R')))).toBe('too-heavy')
    expect(await weighPdf(pdf(stream(Buffer.alloc(100_000), '/Filter /LZWDecode')))).toBe('too-heavy')
  })

  test('cut off anywhere is an answer', async () => {
    const whole = pdf(stream(zeros(1_000_000)), stream(Buffer.from('BT ET'), ''))
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length }), async (length) => {
        expect(await weighPdf(whole.slice(0, length))).toBe('light')
      }),
      { numRuns: 40 },
    )
  })
})
