import { describe, expect, test } from 'vitest'
import type { Act } from '../../../shared/dossier/act.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import { actKinds } from '../../../shared/procedure/workflow.ts'
import messages from '../../text/messages/desk.json'
import { clockOf, historyLine } from './history.ts'
import { proofLacking, surrogateLacking } from './mandate.ts'
import { papersLacking } from './papers.ts'

const act = (kind: Act['kind'], payload: Act['payload'] = {}): Act => ({
  v: 1,
  id: `act-${kind}`,
  dossier: 'd1',
  kind,
  by: { agent: 'fatima', device: 'k1', unit: 'p1', role: 'mediator' },
  at: '2026-08-20T10:12:00Z',
  beacon: null,
  after: [],
  payload,
})

describe('the history of a dossier', () => {
  test('has a sentence in both languages for every kind of act there is', () => {
    for (const kind of actKinds) {
      const line = historyLine(act(kind), null, 'fr')
      const words = messages[line.message]
      expect(words.fr.length, line.message).toBeGreaterThan(3)
      expect(words.ar.length, line.message).toBeGreaterThan(3)
    }
  })

  test('repeats what the author wrote, but neither the words of a mandate nor the id of a reason', () => {
    expect(historyLine(act('noted', { text: 'Reviendra mardi' }), null, 'fr').said).toBe('Reviendra mardi')
    expect(historyLine(act('mandate-given', { text: 'J’accepte' }), null, 'fr').said).toBe('')
    expect(historyLine(act('decided', { outcome: 'refused', reason: 'not-resident' }), null, 'fr').said).toBe('')
  })

  test('an id without a pack is shown rather than lost', () => {
    expect(historyLine(act('piece-requested', { pieces: ['bill'] }), null, 'fr').params).toEqual({ pieces: 'bill' })
  })

  test('says when a clock was never checked, and when it is behind the server’s', () => {
    expect(clockOf({ at: '2026-08-20T10:00:00Z', beacon: null })).toBe('never-checked')
    expect(clockOf({ at: '2026-08-20T10:00:00Z', beacon: `2026-08-20T11:00:00Z.${'A'.repeat(43)}` })).toBe('behind')
    expect(clockOf({ at: '2026-08-20T12:00:00Z', beacon: `2026-08-20T11:00:00Z.${'A'.repeat(43)}` })).toBe('checked')
    expect(clockOf({ at: '2026-08-20T12:00:00Z', beacon: 'seal' })).toBe('never-checked')
  })
})

describe('papers', () => {
  const item = (id: string, given: Partial<EvidenceItem> = {}): EvidenceItem => ({
    id,
    name: { fr: id, ar: id },
    pictogram: 'papers',
    required: true,
    copies: 1,
    original: true,
    mustBeLegalised: false,
    captures: ['seen'],
    source: [],
    ...given,
  })

  test('one of a letter is enough; they are lacking only when all were said to be absent', () => {
    const items = [item('bill', { anyOf: 'a' }), item('honour', { anyOf: 'a' }), item('card')]
    const lacking = (seen: Record<string, boolean>) => papersLacking(items, seen).map((one) => one.id)
    expect(lacking({})).toEqual([])
    expect(lacking({ bill: false })).toEqual([])
    expect(lacking({ bill: false, honour: true })).toEqual([])
    expect(lacking({ bill: false, honour: false })).toEqual(['bill', 'honour'])
    expect(lacking({ card: false })).toEqual(['card'])
  })

  test('an optional paper is never lacking', () => {
    expect(papersLacking([item('photo', { required: false })], { photo: false })).toEqual([])
  })
})

describe('a mandate', () => {
  test('needs a mark, or a witness one could find again', () => {
    const given = { method: null, mark: null, hasVoice: false, witness: '' }
    expect(proofLacking(given)).toBe('method')
    expect(proofLacking({ ...given, method: 'mark', witness: 'Ali' })).toBe('mark')
    expect(proofLacking({ ...given, method: 'mark', mark: 'M1 1' })).toBeNull()
    expect(proofLacking({ ...given, method: 'voice', witness: 'Ali' })).toBe('voice')
    expect(proofLacking({ ...given, method: 'voice', hasVoice: true })).toBeNull()
    expect(proofLacking({ ...given, method: 'oral', witness: ' . ' })).toBe('witness')
    expect(proofLacking({ ...given, method: 'paper', witness: 'علي' })).toBeNull()
  })

  test('of somebody who acts for another needs their name and the paper that was seen', () => {
    expect(surrogateLacking({ name: '', paper: 'identity-card' })).toBe('name')
    expect(surrogateLacking({ name: 'Brahim', paper: '' })).toBe('paper')
    expect(surrogateLacking({ name: 'Brahim', paper: 'family-book' })).toBeNull()
  })
})
