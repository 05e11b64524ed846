import { describe, expect, test } from 'vitest'
import type { Act } from '../../../shared/dossier/act.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import { actKinds } from '../../../shared/procedure/workflow.ts'
import messages from '../../text/messages/desk.json'
import { clockOf, historyLine } from './history.ts'
import { proofLacking } from './mandate.ts'
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
    expect(proofLacking({ method: null, mark: null, witness: '' })).toBe('method')
    expect(proofLacking({ method: 'mark', mark: null, witness: 'Ali' })).toBe('mark')
    expect(proofLacking({ method: 'mark', mark: 'M1 1', witness: '' })).toBeNull()
    expect(proofLacking({ method: 'oral', mark: null, witness: ' . ' })).toBe('witness')
    expect(proofLacking({ method: 'paper', mark: null, witness: 'علي' })).toBeNull()
  })
})
