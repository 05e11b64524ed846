import { createContext, Script } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRegex } from './safe-regex.ts'

const found = (pattern: string, subject: string): boolean => {
  const regex = compileRegex(pattern)
  if (!regex.ok) throw new Error(`${pattern}: ${regex.error}`)
  return regex.value.test(subject)
}
const refusal = (pattern: string): string | null => {
  const regex = compileRegex(pattern)
  return regex.ok ? null : regex.error
}

/** Patterns over a and b from every construct we read. */
const { pattern } = fc.letrec<{ pattern: string; atom: string; repeated: string }>((tie) => ({
  atom: fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '[a-b0-9]', '\\.'),
    fc.tuple(fc.constantFrom('(', '(?:'), tie('pattern')).map(([open, inner]) => `${open}${inner})`),
  ),
  repeated: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,3}', '{0,2}', '{2,}', '+?'))
    .map((p) => p.join('')),
  pattern: fc
    .tuple(
      fc.constantFrom('', '', '^'),
      fc.array(
        fc.array(tie('repeated'), { maxLength: 3 }).map((parts) => parts.join('')),
        { minLength: 1, maxLength: 2 },
      ),
      fc.constantFrom('', '', '$'),
    )
    .map(([start, branches, end]) => start + branches.join('|') + end),
}))

/** Null when the platform's own backtracking does not come to an end, which is why we have ours. */
const asked = createContext({ source: '', subject: '' })
const platform = new Script('new RegExp(source, "u").test(subject)')
const platformFinds = (source: string, subject: string): boolean | null => {
  try {
    Object.assign(asked, { source, subject })
    return platform.runInContext(asked, { timeout: 300 }) === true
  } catch (cause) {
    // Of another realm: no Error of ours.
    if ((cause as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw cause
  }
}

describe('a pattern', () => {
  test('finds what the platform finds', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', '.', '\n'), maxLength: 8 }),
        (source, subject) => {
          const regex = compileRegex(source)
          fc.pre(regex.ok)
          const expected = platformFinds(source, subject)
          fc.pre(expected !== null)
          if (regex.ok) expect(regex.value.test(subject)).toBe(expected)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('is found anywhere, unless it is anchored', () => {
    expect(found('[0-9]+', 'ab12')).toBe(true)
    expect(found('^[0-9]+$', 'ab12')).toBe(false)
    expect(found('^[A-Z]{1,2}[0-9]{3,6}$', 'AB123456')).toBe(true)
    expect(found('^0[5-7][0-9]{8}$', '0612345678')).toBe(true)
    expect(found('^0[5-7][0-9]{8}$', '061234567')).toBe(false)
  })

  test('reads Arabic, classes of letters and needless escapes', () => {
    expect(found('^[\\u0600-\\u06FF ]+$', 'فاطمة الزهراء')).toBe(true)
    expect(found("^[\\p{L}' -]+$", 'Aït Ben‑Haddou'.replace('‑', '-'))).toBe(true)
    expect(found("^[a-z\\'\\-]+$", "l'eau-vive")).toBe(true)
    expect(found('^\\u0041$', 'A')).toBe(true)
    expect(found('^.$', '😀')).toBe(true)
  })

  test('that would make a backtracking engine hang for ever ends', () => {
    const hostile = ['^(a+)+$', '^(a*)*$', '^(a|a)*$', '^(a|aa)+$', '^a*a*a*a*a*a*a*a*$', '(.*)*x', '^((a+)+)+$']
    for (const source of hostile) expect(found(source, `${'a'.repeat(900)}!`)).toBe(false)
  })

  test('of nothing repeated for ever is read at once', () => {
    const nothing = `${'('.repeat(19)}${'){100}'.repeat(19)}`
    expect(found(nothing, 'a')).toBe(true)
  })

  test('is refused when it cannot be read or would grow without bound', () => {
    for (const source of ['(', ')', '[a', 'a**', '*a', 'a{3,1}', '[]', 'a{x}', '\\', '[z-a]'])
      expect(refusal(source)).toBe('syntax')
    for (const source of ['(?=a)', '(?<!a)b', '(a)\\1', '\\bword', '(?<n>a)'])
      expect(refusal(source)).toBe('unsupported')
    for (const source of ['a{1000}', '(a{100}){100}', 'a'.repeat(301), '('.repeat(40) + ')'.repeat(40)]) {
      expect(refusal(source)).toBe('too-large')
    }
  })

  test('does not match a subject that is too long to be an answer', () => {
    expect(found('a', 'a'.repeat(1000))).toBe(true)
    expect(found('a', 'a'.repeat(1001))).toBe(false)
  })
})
