import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derive, isStrong, normalised } from './derive.ts'
import { afterFailure, afterSuccess, openSecrets, sealSecrets, waitAfter, waitOf } from './slot.ts'
import type { Slot } from './slot.ts'

const secrets = { dataKey: new Uint8Array(32).fill(7), agentKey: new Uint8Array(138).map((_, i) => i) }

describe('a key slot', () => {
  test('gives its secrets back to the passphrase that sealed it, however it is spaced', async () => {
    const sealed = await sealSecrets(secrets, 'quatre mots de passe', derive)
    expect(await openSecrets(sealed, '  quatre  mots de passe ', derive)).toEqual(secrets)
  })

  test('gives nothing to another passphrase', async () => {
    const sealed = await sealSecrets(secrets, 'quatre mots de passe', derive)
    expect(await openSecrets(sealed, 'quatre mots de passf', derive)).toBeNull()
  })

  test('shows none of its secrets at rest', async () => {
    const { sealed } = await sealSecrets(secrets, 'quatre mots de passe', derive)
    expect(Buffer.from(sealed).includes(Buffer.from(secrets.dataKey))).toBe(false)
    expect(Buffer.from(sealed).includes(Buffer.from(secrets.agentKey))).toBe(false)
  })
})

describe('wrong passphrases', () => {
  const slot: Slot = {
    agent: 'a',
    name: 'A',
    role: 'mediator',
    salt: new Uint8Array(),
    sealed: new Uint8Array(),
    failures: 0,
    notBefore: 0,
  }

  test('cost nothing twice, then more and more, never over a quarter of an hour', () => {
    expect([0, 1, 2, 3, 4, 5].map(waitAfter)).toEqual([0, 0, 0, 5_000, 10_000, 20_000])
    expect(waitAfter(60)).toBe(900_000)
  })

  test('are forgotten after a right one', () => {
    let tried = slot
    for (let i = 0; i < 5; i++) tried = afterFailure(tried, 1_000)
    expect(waitOf(tried, 1_000)).toBe(20_000)
    expect(waitOf(afterSuccess(tried), 1_000)).toBe(0)
  })

  test('never lock a person out for longer than the wait, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer(), fc.integer(), (failures, then, now) => {
        const tried = { ...slot, failures, notBefore: then + waitAfter(failures) }
        const wait = waitOf(tried, now)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(waitAfter(failures))
      }),
    )
  })
})

describe('a passphrase', () => {
  test('of four words is strong, in either script', () => {
    expect(isStrong('olivier source mulet pain')).toBe(true)
    expect(isStrong('زيتون عين بغل خبز')).toBe(true)
  })

  test('that is a number, short, or one letter again and again is not', () => {
    for (const weak of [
      '',
      '1234',
      '123456789012',
      '06 12 34 56 78 90',
      'motdepasse',
      'aaaaaaaaaaaaaa',
      '٠٦١٢٣٤٥٦٧٨٩٠',
    ])
      expect(isStrong(weak), weak).toBe(false)
  })

  test('is the same in composed and decomposed letters', () => {
    expect(normalised('e\u0301te\u0301')).toBe(normalised('été'))
  })
})
