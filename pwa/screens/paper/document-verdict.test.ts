import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckedDocument } from '../../models/papers/document-desk.ts'
import { isBelievable, toneOf, verdictOf } from './document-verdict.ts'

type Known = Omit<CheckedDocument, 'names'>
const signer = { agent: 'khadija', device: 'd', publicKey: 'k' }
const official: Known = {
  claims: { number: '2026-A-17' } as Known['claims'],
  check: { type: 'genuine', signer },
  here: { type: 'agrees' },
  isExpired: false,
}
const provisional = { ...official, claims: { ...official.claims, number: null } }

test('an official paper is genuine, one without a number is provisional, one whose number has come says so', () => {
  expect(verdictOf(official)).toBe('genuine')
  expect(verdictOf(provisional)).toBe('provisional')
  expect(verdictOf({ ...provisional, here: { type: 'numbered', number: '2026-A-17' } })).toBe('numbered')
})

test('what is known here goes before what the paper says of itself', () => {
  expect(verdictOf({ ...official, here: { type: 'contradicts' } })).toBe('contradicts')
  expect(verdictOf({ ...official, check: { type: 'unknown-signer' }, here: { type: 'contradicts' } })).toBe(
    'contradicts',
  )
  expect(
    verdictOf({ ...official, here: { type: 'replaced', at: '2026-09-01T00:00:00Z', number: null }, isExpired: true }),
  ).toBe('replaced')
  expect(verdictOf({ ...official, isExpired: true })).toBe('expired')
})

test('only a paper that is official, in force and signed by who may is green', () => {
  const checks = fc.constantFrom<Known['check']>(
    { type: 'genuine', signer },
    { type: 'withdrawn', signer, since: '2026-08-01' },
    { type: 'forged' },
    { type: 'unknown-signer' },
    { type: 'other-commune', code: '01' },
    { type: 'not-entitled', signer: { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'epn' } },
  )
  const heres = fc.constantFrom<Known['here']>(
    { type: 'unknown' },
    { type: 'agrees' },
    { type: 'numbered', number: '2026-A-1' },
    { type: 'contradicts' },
    { type: 'groundless' },
    { type: 'replaced', at: '2026-09-01T00:00:00Z', number: null },
  )
  fc.assert(
    fc.property(checks, heres, fc.boolean(), fc.boolean(), (check, here, isExpired, isNumbered) => {
      const word = verdictOf({ ...(isNumbered ? official : provisional), check, here, isExpired })
      const isGood =
        check.type === 'genuine' && isNumbered && !isExpired && ['unknown', 'agrees', 'numbered'].includes(here.type)
      if (here.type !== 'numbered') expect(toneOf(word).tone === 'success').toBe(isGood)
      if (check.type === 'forged') expect(word).toBe('forged')
      if (toneOf(word).tone === 'error') expect(isBelievable(word)).toBe(false)
    }),
  )
})
