import { describe, expect, test } from 'vitest'
import { attemptOf } from './blob-answer.ts'

const answered = (status: number, headers: Readonly<Record<string, string>> = {}, moved = false) =>
  attemptOf(status, (name) => headers[name] ?? null, moved)
const problem = (type: string) => ({ 'Morchid-Problem': `urn:morchid:${type}` })

describe('what an answer means for a paper', () => {
  test.each([
    [413, 'too-large', { type: 'refused', why: 'too-large' }],
    [422, 'blob-refused', { type: 'refused', why: 'blob-refused' }],
    [422, 'blob-spoiled', { type: 'spoiled' }],
    [400, 'blob-malformed', { type: 'spoiled' }],
    [401, 'blob-beacon', { type: 'stale' }],
    [401, 'blob-unsigned', { type: 'stranger', retryAfter: null }],
    [409, 'blob-of-a-later-version', { type: 'again', moved: false }],
  ] as const)('%i %s', (status, type, attempt) => {
    expect(answered(status, problem(type))).toEqual(attempt)
  })

  test.each([429, 503, 507])('%i: everybody waits, as long as the server says', (status) => {
    expect(answered(status, { 'Retry-After': '120' })).toEqual({ type: 'busy', retryAfter: 120 })
    expect(answered(status, { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' })).toEqual({
      type: 'busy',
      retryAfter: null,
    })
    expect(answered(status, { 'Retry-After': '999999' })).toEqual({ type: 'busy', retryAfter: 86_400 })
  })

  test('no answer of somebody in between refuses a paper: a proxy’s 413 or a portal’s 403 is a bad link', () => {
    for (const status of [301, 401, 403, 413, 422, 502, 504])
      expect(answered(status)).toEqual({ type: 'cut', moved: false })
    for (const status of [404, 409, 410, 423, 460])
      expect(answered(status, {}, true)).toEqual({ type: 'again', moved: true })
  })
})
