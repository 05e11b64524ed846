import { expect, test } from 'vitest'
import { statusOf } from '../../../shared/dossier/status.ts'
import { groundOf } from './act-ground.ts'
import { sampleAct, samplePack } from './samples.ts'

const filed = sampleAct('s', 'submitted', { reference: '12.40.67.31', tokenHash: 'hash', to: 'office-ec' })
const asked = sampleAct('q', 'opinion-requested', { from: 'roads', text: 'À vous ?' }, ['s'])
const given = sampleAct('g', 'opinion-given', { outcome: 'favourable', text: 'oui', request: 'q' }, ['q'])
const order = sampleAct('v', 'visit-ordered', { who: 'Le moqaddem', what: 'la maison' }, ['s'])
const groundAfter = (acts: Parameters<typeof statusOf>[0], unit: string) =>
  groundOf(statusOf(acts, null), samplePack, unit)

test('only the office that was asked answers, and only once', () => {
  expect(groundAfter([filed, asked], 'roads').opinionAsked).toBe('q')
  expect(groundAfter([filed, asked], 'office-ec').opinionAsked).toBeNull()
  expect(groundAfter([filed, asked, given], 'roads').opinionAsked).toBeNull()
})

test('a visit is answered once it was ordered, until somebody tells of it', () => {
  const told = sampleAct('w', 'visited', { on: '2026-11-24', outcome: 'confirmed', request: 'v' }, ['v'])
  expect(groundAfter([filed, order], 'office-ec').visitOrdered).toBe('v')
  expect(groundAfter([filed, order, told], 'office-ec').visitOrdered).toBeNull()
})

test('the numbers of the person’s paper are those it was filed under; the paper handed over is the last that stands', () => {
  const first = sampleAct('i', 'issued', { document: 'certificate' }, ['s'])
  const second = sampleAct('j', 'issued', { document: 'certificate', replaces: 'i' }, ['i'])
  expect(groundAfter([filed, first, second], 'office-ec')).toMatchObject({
    reference: '12.40.67.31',
    tokenHash: 'hash',
    issued: 'j',
  })
  expect(groundAfter([filed], 'office-ec').issued).toBeNull()
})

test('what the pack wants a reason for needs one when it is decided anew, too', () => {
  const { needsReason } = groundAfter([filed], 'office-ec')
  expect(['refused', 'accepted'].map(needsReason)).toEqual([true, false])
})
