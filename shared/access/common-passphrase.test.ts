import { describe, expect, test } from 'vitest'
import { isCommon } from './common-passphrase.ts'
import { folded, isStrong } from './passphrase.ts'

describe('a passphrase', () => {
  test.each([
    'Password 2024 !',
    'motdepasse123',
    'Mot-de-passe 1',
    'azertyuiop12',
    'poiuytrezaqsdf',
    'bismillah2026',
    'Mohamed Mohamed',
    'MarocMaroc2030',
    'morchid.guichet.1',
    'aaaaaaabbbbb99',
    'abcdefghijkl',
    'السلام عليكم ٢٠٢٦',
    'iloveyou12345',
  ])('made of what everybody tries is not a passphrase of one’s own: %s', (passphrase) => {
    expect(isStrong(passphrase)).toBe(false)
  })

  test.each([
    'cabane lézard moulin tiroir',
    'tamghra lmoqef sebbat zerbiya',
    'Mohamed mange 3 crêpes',
    'la maison du marchand',
    'mot de passe du moulin bleu',
    'kx9-Trouble-fenouil',
  ])('of four words, or of something nobody guesses, is one: %s', (passphrase) => {
    expect(isStrong(passphrase)).toBe(true)
  })

  test('of any length is judged at once, and an empty one is made of nothing', () => {
    expect(isCommon('')).toBe(true)
    expect(isCommon(folded('x!'.repeat(500)))).toBe(true)
    expect(isCommon(folded('moulin'.repeat(80)))).toBe(false)
  })
})
