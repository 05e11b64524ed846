import * as fc from 'fast-check'
import { unzlibSync, zlibSync } from 'fflate'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import type { Directory } from '../access/directory.ts'
import { sha256Url, toBase64Url } from '../dossier/canonical.ts'
import { makeReference } from '../dossier/reference.ts'
import type { Verifier } from '../sync/ports.ts'
import { fromBase45, toBase45 } from './base45.ts'
import { checkSeal } from './check.ts'
import { readSeal, sealPrefix, sealToSign, writeSeal } from './seal.ts'
import type { SealClaims } from './seal.ts'
import { kidOf } from './sign1.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const verifier: Verifier = {
  async verify(publicKey, signature, bytes) {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), algorithm, false, ['verify'])
    return crypto.subtle.verify(algorithm, key, new Uint8Array(signature), new Uint8Array(bytes))
  },
}

const newSigner = async () => {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const write = async (claims: SealClaims): Promise<string> => {
    const kid = kidOf(publicKey)
    const said = new Uint8Array(sealToSign(claims, kid))
    return writeSeal(claims, kid, new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, said)))
  }
  return { publicKey, write, key: { agent: 'fatima', device: 'd'.repeat(22), publicKey: toBase64Url(publicKey) } }
}

const commune = { code: '06.041.05.03', name: { fr: 'Tizi', ar: 'تيزي' }, province: { fr: '', ar: '' } }
const directoryOf = (...keys: NonNullable<Directory['keys']>): Pick<Directory, 'commune' | 'keys'> => ({
  commune,
  keys,
})

const claims: SealClaims = {
  commune: commune.code,
  point: 'epn-asni',
  dossier: 'q83vASNFZ4mrze8BI0VniQ',
  reference: makeReference(12, 4067),
  procedure: 'ma.residence-certificate-local@1.0.0',
  issuedAt: '2026-08-21T09:30:00Z',
  fee: { amount: 20.5, currency: 'MAD' },
  answerBefore: '2026-08-28',
  mandateUntil: '2026-09-21',
  filed: 'x'.repeat(42) + 'A',
}

const isoDay = fc.integer({ min: 1, max: 60_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
const base64url = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toBase64Url)
const anyClaims: fc.Arbitrary<SealClaims> = fc.record({
  commune: fc.constant(commune.code),
  point: fc.string({ minLength: 1, maxLength: 60 }),
  dossier: base64url(16),
  reference: fc.tuple(fc.nat(99), fc.nat(9999)).map(([site, serial]) => makeReference(site, serial)),
  procedure: fc.constantFrom('ma.birth-record-copy@1.0.0', 'fr.demo@10.20.30'),
  issuedAt: fc.integer({ min: 0, max: 4e9 }).map((s) => `${new Date(s * 1000).toISOString().slice(0, 19)}Z`),
  fee: fc.option(
    fc.record({
      amount: fc.nat(1_000_000).map((cents) => cents / 100),
      currency: fc.constantFrom('MAD' as const, 'EUR' as const, 'DZD' as const),
    }),
  ),
  answerBefore: fc.option(isoDay),
  mandateUntil: fc.option(isoDay),
  filed: base64url(32),
})

const coseOf = (text: string): Uint8Array => unzlibSync(fromBase45(text.slice(sealPrefix.length)) ?? new Uint8Array())
const textOf = (cose: Uint8Array): string => sealPrefix + toBase45(zlibSync(cose, { level: 9 }))

test('what is sealed is read back and found genuine, whoever reads it', async () => {
  const signer = await newSigner()
  await fc.assert(
    fc.asyncProperty(anyClaims, async (said) => {
      const read = readSeal(await signer.write(said))
      if (!read.ok) throw new Error(read.error)
      expect(read.value.claims).toEqual(said)
      expect(await checkSeal(read.value, directoryOf(signer.key), verifier)).toEqual({
        type: 'genuine',
        signer: signer.key,
      })
    }),
    { numRuns: 40 },
  )
})

test('no flipped bit of what is signed makes another paper that is believed', async () => {
  const signer = await newSigner()
  const cose = coseOf(await signer.write(claims))
  const outcomes = new Map<string, number>()
  for (let bit = 0; bit < cose.length * 8; bit++) {
    const changed = cose.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const read = readSeal(textOf(changed))
    const outcome = read.ok ? (await checkSeal(read.value, directoryOf(signer.key), verifier)).type : read.error
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  expect(outcomes.get('genuine') ?? 0).toBe(0)
  expect(outcomes.get('forged') ?? 0).toBeGreaterThan(500)
})

test('a changed character of the code is refused, or says exactly what was signed', async () => {
  const signer = await newSigner()
  const text = await signer.write(claims)
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(...'0A9Z $:'), async (at, character) => {
      const read = readSeal(text.slice(0, at) + character + text.slice(at + 1))
      if (!read.ok) return
      const { type } = await checkSeal(read.value, directoryOf(signer.key), verifier)
      if (type === 'genuine') expect(read.value.claims).toEqual(claims)
    }),
  )
})

test('bytes of anyone are refused without being believed or breaking anything', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !readSeal(textOf(bytes)).ok))
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => !readSeal(sealPrefix + text).ok))
  expect(readSeal('https://example.ma/s/abc')).toEqual({ ok: false, error: 'not-a-seal' })
})

test('a few characters that would swell to a million bytes are refused', () => {
  expect(readSeal(textOf(new Uint8Array(700_000)))).toEqual({ ok: false, error: 'malformed' })
})

test('a signer nobody here knows is not called a forger', async () => {
  const [ours, theirs] = [await newSigner(), await newSigner()]
  const read = readSeal(await theirs.write(claims))
  if (!read.ok) throw new Error(read.error)
  expect(await checkSeal(read.value, directoryOf(ours.key), verifier)).toEqual({ type: 'unknown-signer' })
  expect(await checkSeal(read.value, { commune }, verifier)).toEqual({ type: 'unknown-signer' })
})

test('a stranger who writes our signer’s name over their own signature is a forger', async () => {
  const [ours, theirs] = [await newSigner(), await newSigner()]
  const kid = kidOf(ours.publicKey)
  const made = readSeal(await theirs.write(claims))
  if (!made.ok) throw new Error(made.error)
  const forged = readSeal(writeSeal(claims, kid, made.value.signature))
  if (!forged.ok) throw new Error(forged.error)
  expect(await checkSeal(forged.value, directoryOf(ours.key, theirs.key), verifier)).toEqual({ type: 'forged' })
})

test('a key that was withdrawn says since when, a paper of another commune says which', async () => {
  const signer = await newSigner()
  const withdrawn = { ...signer.key, withdrawnAt: '2026-08-22T00:00:00.000Z' }
  const read = readSeal(await signer.write(claims))
  if (!read.ok) throw new Error(read.error)
  expect(await checkSeal(read.value, directoryOf(withdrawn), verifier)).toEqual({
    type: 'withdrawn',
    signer: withdrawn,
    since: withdrawn.withdrawnAt,
  })
  const elsewhere = readSeal(await signer.write({ ...claims, commune: '01.051.01.01' }))
  if (!elsewhere.ok) throw new Error(elsewhere.error)
  expect(await checkSeal(elsewhere.value, directoryOf(signer.key), verifier)).toEqual({
    type: 'other-commune',
    code: '01.051.01.01',
  })
})

test('an ordinary seal fits a QR code of 61 modules at error correction M', async () => {
  const { write } = await newSigner()
  expect(encode(await write(claims), { ecc: 'M', border: 0 }).size).toBeLessThanOrEqual(61)
})

test('a receipt printed before there were other seals still holds: what is signed has not changed by a byte', () => {
  const signed = sealToSign({ ...claims, reference: '12.40.67.52' }, new Uint8Array(8).fill(7))
  expect(sha256Url(signed)).toBe('LU2de6WuM8yDEqzqUXeMfuqm4lWtv-49s-CDv51OxkE')
})
