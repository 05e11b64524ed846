import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded, isStrong, normalised } from '../../shared/access/passphrase.ts'
import { derive } from './derive.ts'
import { afterFailure, afterSuccess, openSecrets, sealSecrets, sealUnder, seenAt, waitAfter, waitOf } from './slot.ts'
import type { Slot } from './slot.ts'

const secrets = { dataKey: new Uint8Array(32).fill(7), agentKey: new Uint8Array(138).map((_, i) => i) }

describe('a key slot', () => {
  test('gives its secrets back to the passphrase that sealed it, however it is spaced', async () => {
    const sealed = await sealSecrets(secrets, 'quatre mots de passe', derive)
    expect(await openSecrets(sealed, '  quatre  mots de passe ', derive)).toEqual(secrets)
  })

  test('opens to the same words in capitals, without accents, hyphenated or run together', async () => {
    const sealed = await sealSecrets(secrets, 'académie bœuf chameau dune', derive)
    for (const typed of ['ACADEMIE BOEUF CHAMEAU DUNE', 'Académie-bœuf-chameau-dune', 'academieboeufchameaudune'])
      expect(await openSecrets(sealed, typed, derive), typed).toEqual(secrets)
  })

  test('made before spellings were folded still opens to the passphrase as it was typed then', async () => {
    // What such a slot was: the same seal over the passphrase with its capitals and spaces.
    const salt = new Uint8Array(16).fill(3)
    const key = await crypto.subtle.importKey(
      'raw',
      new Uint8Array(await derive('Quatre Mots-de passe', salt)),
      'AES-GCM',
      false,
      ['encrypt'],
    )
    const sealed = { salt, sealed: await sealUnder(key, secrets) }
    expect(await openSecrets(sealed, 'Quatre  Mots-de passe', derive)).toEqual(secrets)
    expect(await openSecrets(sealed, 'quatre mots de passe', derive)).toBeNull()
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

  test('end, by a clock that was set back too: the wait begins anew once, and no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer(), fc.integer(), (failures, then, now) => {
        const seen = seenAt({ ...slot, failures, notBefore: then + waitAfter(failures) }, now)
        expect(waitOf(seen, now + waitAfter(failures))).toBe(0)
        expect(seenAt(seen, now + 1)).toBe(seen)
      }),
    )
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

  test('is folded to one spelling: vowel signs, stretched letters and the digits of either script', () => {
    expect(folded('زَيتُون عـيـن')).toBe(folded('زيتون-عين'))
    expect(folded('٠٦۱2')).toBe('0612')
    expect(folded(folded('L’Été à Œuf'))).toBe('leteaoeuf')
  })
})
