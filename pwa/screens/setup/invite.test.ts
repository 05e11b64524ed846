import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inviteCode, inviteInHash } from './invite.ts'

describe('an enrolment link that is pasted', () => {
  test('gives its code, whole, cut or with the spaces and line breaks a message adds', () => {
    expect(inviteCode('http://localhost:8787/#enrol=Ab3_-xyz9')).toBe('Ab3_-xyz9')
    expect(inviteCode('#enrol=Ab3_-xyz9')).toBe('Ab3_-xyz9')
    expect(inviteCode(' Ab3_\n-xyz9 ')).toBe('Ab3_-xyz9')
    expect(inviteCode('\u2066https://m.example/#enrol=Ab3_-xyz9\u2069')).toBe('Ab3_-xyz9')
  })

  test('is refused when no code is in it', () => {
    for (const text of ['', 'http://localhost:8787/', '#enrol=', 'bonjour !', 'https://a.example/#enrol=é'])
      expect(inviteCode(text)).toBeNull()
  })

  test('any code comes back from the link it was put in', () => {
    const code = fc.stringMatching(/^[A-Za-z0-9_-]{6,64}$/)
    fc.assert(fc.property(code, (c) => inviteCode(`https://guichet.example:8443/#enrol=${c}`) === c))
  })

  test('in the address bar, only an enrolment counts', () => {
    expect(inviteInHash('#enrol=Ab3_-xyz9')).toBe('Ab3_-xyz9')
    expect(inviteInHash('#something-else')).toBeNull()
    expect(inviteInHash('')).toBeNull()
  })
})
