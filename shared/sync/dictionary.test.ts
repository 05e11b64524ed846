import { digest } from 'lib0/hash/sha256'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { expect, test } from 'vitest'
import { dictionary } from './dictionary.ts'

test('rule 9: the dictionary never changes, as packets on devices were made with it', () => {
  expect(toBase64UrlEncoded(digest(dictionary))).toBe('Xzm-adeWz0VTDOAmTE4jAA_4fo4CAMKVs00IsFKZeUA')
})
