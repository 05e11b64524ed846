import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseShare, shareBytes, writeShare } from './recovery-share.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const shares = fc.record({ key: bytes(2), share: bytes(shareBytes) })

describe('a printed part of the recovery key', () => {
  test('comes back from what was printed, in small letters, run together, with O for 0 and L for 1', () => {
    fc.assert(
      fc.property(shares, (share) => {
        const printed = writeShare(share)
        expect(printed).toMatch(/^(?:(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}\n?){4}$/)
        const typed = printed.toLowerCase().replaceAll(/\s/g, '').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(parseShare(typed)).toEqual({ ok: true, value: share })
      }),
    )
  })

  test('with a letter typed wrong, says which line, unless one chance in 256 fools its check', () => {
    let fooled = 0
    fc.assert(
      fc.property(shares, fc.nat(63), fc.nat(30), (share, at, other) => {
        const letters = [...writeShare(share).replaceAll(/\s/g, '')]
        const others = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].filter((letter) => letter !== letters[at])
        letters[at] = others[other] ?? ''
        const parsed = parseShare(letters.join(''))
        if (parsed.ok || parsed.error.type === 'version') fooled++
        else expect(parsed.error).toEqual({ type: 'line', line: Math.floor(at / 16) + 1 })
      }),
      { numRuns: 500 },
    )
    expect(fooled).toBeLessThan(25)
  })

  test('cut short, is told as cut', () => {
    const printed = writeShare({ key: new Uint8Array(2), share: new Uint8Array(shareBytes) })
    expect(parseShare(printed.slice(0, 40))).toMatchObject({ ok: false, error: { type: 'length' } })
  })
})
