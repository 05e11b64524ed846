import * as fc from 'fast-check'
import { unzlibSync, zlibSync } from 'fflate'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { toBase64Url } from '../dossier/canonical.ts'
import { makeReference } from '../dossier/reference.ts'
import type { Verifier } from '../sync/ports.ts'
import { fromBase45, toBase45 } from './base45.ts'
import { checkSeal } from './check.ts'
import { documentSealPrefix, documentToSign, namesHash, readDocumentSeal, writeDocumentSeal } from './document-seal.ts'
import type { DocumentClaims } from './document-seal.ts'
import { readSeal, sealPrefix } from './seal.ts'
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
  const write = async (claims: DocumentClaims): Promise<string> => {
    const kid = kidOf(publicKey)
    const said = new Uint8Array(documentToSign(claims, kid))
    return writeDocumentSeal(claims, kid, new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, said)))
  }
  return { write, key: { agent: 'khadija', device: 'd'.repeat(22), publicKey: toBase64Url(publicKey) } }
}

const commune = { code: '06.041.05.03', name: { fr: 'Tizi', ar: 'تيزي' }, province: { fr: '', ar: '' } }
const dossier = 'q83vASNFZ4mrze8BI0VniQ'
const names = ['الحسين', 'أمغار', 'Lhoucine', 'Amghar']

const claims: DocumentClaims = {
  commune: commune.code,
  office: 'etat-civil',
  dossier,
  reference: makeReference(12, 4067),
  procedure: 'ma.residence-certificate-local@1.2.0',
  document: 'certificate',
  number: '2026-A-17',
  issuedAt: '2026-08-21T09:30:00Z',
  validUntil: '2026-11-21',
  names: namesHash(dossier, names),
  words: 'w'.repeat(42) + 'A',
  issued: 'x'.repeat(42) + 'A',
}

const base64url = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toBase64Url)
const isoDay = fc.integer({ min: 1, max: 60_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
const anyClaims: fc.Arbitrary<DocumentClaims> = fc.record({
  commune: fc.constant(commune.code),
  office: fc.string({ minLength: 1, maxLength: 60 }),
  dossier: base64url(16),
  reference: fc.tuple(fc.nat(99), fc.nat(9999)).map(([site, serial]) => makeReference(site, serial)),
  procedure: fc.constantFrom('ma.birth-record-extract@1.0.0', 'fr.demo@10.20.30'),
  document: fc.string({ minLength: 1, maxLength: 40 }),
  number: fc.option(
    fc
      .tuple(fc.integer({ min: 2000, max: 9999 }), fc.constantFrom('A', 'B', 'AA'), fc.integer({ min: 1, max: 99_999 }))
      .map((parts) => parts.join('-')),
  ),
  issuedAt: fc.integer({ min: 0, max: 4e9 }).map((s) => `${new Date(s * 1000).toISOString().slice(0, 19)}Z`),
  validUntil: fc.option(isoDay),
  names: base64url(16),
  words: base64url(32),
  issued: base64url(32),
})

const coseOf = (text: string): Uint8Array =>
  unzlibSync(fromBase45(text.slice(documentSealPrefix.length)) ?? new Uint8Array())
const textOf = (cose: Uint8Array): string => documentSealPrefix + toBase45(zlibSync(cose, { level: 9 }))

test('what is sealed is read back and found genuine, whoever reads it', async () => {
  const signer = await newSigner()
  await fc.assert(
    fc.asyncProperty(anyClaims, async (said) => {
      const read = readDocumentSeal(await signer.write(said))
      if (!read.ok) throw new Error(read.error)
      expect(read.value.claims).toEqual(said)
      const check = await checkSeal(read.value, { commune, keys: [signer.key] }, verifier)
      expect(check).toEqual({ type: 'genuine', signer: signer.key })
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
    const read = readDocumentSeal(textOf(changed))
    const outcome = read.ok ? (await checkSeal(read.value, { commune, keys: [signer.key] }, verifier)).type : read.error
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  expect(outcomes.get('genuine') ?? 0).toBe(0)
  expect(outcomes.get('forged') ?? 0).toBeGreaterThan(500)
})

test('a changed name is seen, a name copied in capitals or without vowel signs is not taken for one', () => {
  const sealed = namesHash(dossier, names)
  const fullName = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(fullName, (others) => {
      fc.pre(others.some((one, place) => one.trim().toLowerCase() !== names[place]?.toLowerCase()))
      return namesHash(dossier, others) !== sealed
    }),
  )
  expect(namesHash(dossier, ['الحسين', 'أمغار', 'Lhoucine', 'Amghan'])).not.toBe(sealed)
  expect(namesHash(dossier, ['الحسين', 'أمغار', 'LhoucineAmghar', ''])).not.toBe(sealed)
  expect(namesHash(dossier, ['الحُسين', ' أمغـار', 'LHOUCINE', 'amghar '])).toBe(sealed)
})

test('two papers of one person can’t be put together by their codes', () => {
  expect(namesHash('AAAAAAAAAAAAAAAAAAAAAA', names)).not.toBe(namesHash(dossier, names))
})

test('a provisional seal can’t be passed off as an official one', async () => {
  const signer = await newSigner()
  const provisional = readDocumentSeal(await signer.write({ ...claims, number: null }))
  if (!provisional.ok) throw new Error(provisional.error)
  expect(provisional.value.claims.number).toBeNull()
  const { kid, signature } = provisional.value
  const numbered = readDocumentSeal(writeDocumentSeal(claims, kid, signature))
  if (!numbered.ok) throw new Error(numbered.error)
  expect(await checkSeal(numbered.value, { commune, keys: [signer.key] }, verifier)).toEqual({ type: 'forged' })
})

test('a document is no receipt, by its text and by its signature', async () => {
  const signer = await newSigner()
  const text = await signer.write(claims)
  expect(readSeal(text)).toEqual({ ok: false, error: 'not-a-seal' })
  const dressed = readSeal(sealPrefix + text.slice(documentSealPrefix.length))
  expect(dressed).toEqual({ ok: false, error: 'malformed' })
})

test('bytes of anyone are refused without being believed or breaking anything', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !readDocumentSeal(textOf(bytes)).ok))
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => !readDocumentSeal(documentSealPrefix + text).ok))
})

test('an ordinary seal fits a QR code of 73 modules at error correction M', async () => {
  const { write } = await newSigner()
  expect(encode(await write(claims), { ecc: 'M', border: 0 }).size).toBeLessThanOrEqual(73)
})
