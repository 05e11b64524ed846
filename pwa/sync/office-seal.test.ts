import fc from 'fast-check'
import { DhkemP256HkdfSha256 } from '@hpke/core'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { isOpaque } from '../../shared/form/opaque-value.ts'
import { openAnswer, sealAnswer } from './office-seal.ts'

const kem = new DhkemP256HkdfSha256()
const newOffice = async () => {
  const pair = await kem.generateKeyPair()
  const text = (bytes: ArrayBuffer) => toBase64UrlEncoded(new Uint8Array(bytes))
  return {
    publicKey: text(await kem.serializePublicKey(pair.publicKey)),
    privateKey: text(await kem.serializePrivateKey(pair.privateKey)),
  }
}
const office = await newOffice()
const place = { dossier: 'CCCCCCCCCCCCCCCCCCCCCA', field: 'members[k7f2].illness' }
const answer = fc.oneof(
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }),
  fc.record({ lat: fc.integer({ min: -90, max: 90 }), lon: fc.integer({ min: -180, max: 180 }) }),
)

describe('an answer sealed to an office', () => {
  test('opens there as what it was, whatever it was', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (value) => {
        const sealed = await sealAnswer(office.publicKey, place, value)
        expect(isOpaque(sealed)).toBe(true)
        expect(await openAnswer(office.privateKey, place, sealed)).toEqual({ value })
      }),
      { numRuns: 30 },
    )
  })

  test('tells nothing by its length: short answers are of one length', async () => {
    const lengths = await Promise.all(
      ['oui', 'non', null, true, 'diabète de type 2'].map(
        async (value) => (await sealAnswer(office.publicKey, place, value))?.length,
      ),
    )
    expect(new Set(lengths).size).toBe(1)
  })

  test('opens for no other office, dossier or question, nor after any change', async () => {
    const sealed = (await sealAnswer(office.publicKey, place, 'oui')) ?? ''
    expect(await openAnswer((await newOffice()).privateKey, place, sealed)).toBeNull()
    expect(await openAnswer(office.privateKey, { ...place, dossier: 'CCCCCCCCCCCCCCCCCCCCCB' }, sealed)).toBeNull()
    expect(await openAnswer(office.privateKey, { ...place, field: 'members[k7f3].illness' }, sealed)).toBeNull()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 9, max: sealed.length - 2 }), async (at) => {
        const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
        expect(await openAnswer(office.privateKey, place, changed)).toBeNull()
      }),
      { numRuns: 20 },
    )
  })

  test('is never written when it is too long, and open text is never taken for one', async () => {
    expect(await sealAnswer(office.publicKey, place, 'x'.repeat(3000))).toBeNull()
    expect(await openAnswer(office.privateKey, place, 'oui')).toBeNull()
  })
})
