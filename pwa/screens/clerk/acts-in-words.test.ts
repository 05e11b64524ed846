import { describe, expect, test } from 'vitest'
import { actKinds } from '../../../shared/procedure/workflow.ts'
import source from '../../text/messages/clerk.json'
import { actInWords, clockOf, outcomeLabel } from './acts-in-words.ts'
import { reportPack, sampleAct, samplePack } from './samples.ts'

const words = { pack: samplePack, lang: 'fr' as const, unitName: (id: string) => `<${id}>` }

describe('an act in words', () => {
  test('every kind of act has a sentence in the catalogue', () => {
    for (const kind of actKinds) {
      const line = actInWords(sampleAct('a', kind, {}), words)
      expect(Object.keys(source)).toContain(line.message)
    }
  })

  test('letting go of a dossier is not said as taking it', () => {
    expect(actInWords(sampleAct('a', 'claimed', {}), words).message).toBe('act-claimed')
    expect(actInWords(sampleAct('a', 'claimed', { release: true }), words).message).toBe('act-released')
  })

  test('papers are named, and one the pack does not know keeps its id', () => {
    const line = actInWords(sampleAct('a', 'piece-requested', { pieces: ['photo', 'unknown'], message: 'vite' }), words)
    expect(line.params).toEqual({ pieces: 'une photo, unknown' })
    expect(line.said).toBe('vite')
  })

  test('a decision speaks with the pack’s own word and reason', () => {
    const line = actInWords(sampleAct('a', 'decided', { outcome: 'refused', reason: 'not-here', text: 'Voir.' }), words)
    expect(line).toMatchObject({ message: 'act-decided-reason', said: 'Voir.' })
    expect(line.params).toEqual({ outcome: 'Refusée', reason: 'pas dans la commune' })
  })

  test('an outcome the pack does not know is shown as it was written', () => {
    expect(outcomeLabel('burnt', samplePack)).toBeNull()
    expect(actInWords(sampleAct('a', 'decided', { outcome: 'burnt' }), words).params).toEqual({ outcome: 'burnt' })
  })

  test('the end of a report is not said as a paper handed over', () => {
    const act = sampleAct('a', 'handed-over', { proof: 'reference' })
    expect(actInWords(act, words).message).toBe('act-handed-over-reference')
    expect(actInWords(act, { ...words, pack: reportPack })).toMatchObject({
      message: 'act-closed',
      params: { state: 'Remise' },
    })
  })

  test('blank words are no words', () => {
    expect(actInWords(sampleAct('a', 'ready', { note: '  ' }), words).said).toBeNull()
  })
})

describe('the clock of an act', () => {
  const beacon = `2026-08-20T08:00:00Z.${'A'.repeat(43)}`
  const act = { ...sampleAct('a', 'ready', {}), beacon }
  test('is behind when it says less than the server had said before', () => {
    expect(clockOf({ ...act, at: '2026-08-20T07:00:00Z' })).toEqual({
      state: 'behind',
      notBefore: '2026-08-20T08:00:00Z',
    })
    expect(clockOf({ ...act, at: '2026-08-20T09:00:00Z' }).state).toBe('checked')
  })
  test('is not behind within the second the server said', () => {
    expect(clockOf({ ...act, at: '2026-08-20T08:00:00.110Z' }).state).toBe('checked')
  })
  test('was never checked before the first contact, nor by something that is no beacon', () => {
    for (const none of [null, '', 'soon', '2026-08-20T08:00:00Z']) {
      expect(clockOf({ ...act, beacon: none })).toEqual({ state: 'never-checked', notBefore: null })
    }
  })
})
