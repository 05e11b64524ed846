import { describe, expect, test } from 'vitest'
import { actKinds } from '../../../shared/procedure/workflow.ts'
import acts from '../../text/messages/clerk-acts.json'
import source from '../../text/messages/clerk.json'
import { actInWords, outcomeLabel } from './acts-in-words.ts'
import { reportPack, sampleAct, samplePack } from './samples.ts'

const words = {
  pack: samplePack,
  lang: 'fr' as const,
  unitName: (id: string) => `<${id}>`,
  agentName: (id: string) => `<${id}>`,
  answer: (field: string, value: unknown) => (field === 'douar' ? { question: 'Douar', text: String(value) } : null),
  numberOf: (issued: string) => (issued === 'numbered' ? '2026-A-17' : null),
}

describe('an act in words', () => {
  test('every kind of act has a sentence in the catalogue', () => {
    for (const kind of actKinds) {
      const line = actInWords(sampleAct('a', kind, {}), words)
      expect(Object.keys({ ...source, ...acts })).toContain(line.message)
    }
  })

  test('letting go of a dossier is not said as taking it', () => {
    expect(actInWords(sampleAct('a', 'claimed', {}), words).message).toBe('act-claimed')
    expect(actInWords(sampleAct('a', 'claimed', { release: true }), words).message).toBe('act-released')
  })

  test('what became of a message is said as it became', () => {
    const line = (payload: object) =>
      actInWords(sampleAct('a', 'told', { act: 'b', channel: 'sms', ...payload }), words)
    expect(line({ outcome: 'sent' }).message).toBe('line.told')
    expect(line({ outcome: 'failed', reason: 'not-taken' }).message).toBe('line.told-failed')
    expect(line({ outcome: 'failed', reason: 'no-number' }).message).toBe('line.told-no-number')
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

  test('a paper without a number is said to be provisional', () => {
    const payload = { document: 'certificate' }
    expect(actInWords(sampleAct('a', 'issued', payload), words)).toMatchObject({
      message: 'line.issued-provisional',
      params: { document: 'Certificat' },
    })
    expect(actInWords(sampleAct('numbered', 'issued', payload), words)).toMatchObject({
      message: 'line.issued',
      params: { document: 'Certificat', number: '2026-A-17' },
    })
  })

  test('a correction names the question and the new answer, with why', () => {
    const payload = { field: 'douar', value: 'Imskar', reason: 'vu sur la carte' }
    expect(actInWords(sampleAct('a', 'corrected', payload), words)).toMatchObject({
      message: 'line.corrected',
      params: { question: 'Douar', value: 'Imskar' },
      said: 'vu sur la carte',
    })
    expect(actInWords(sampleAct('a', 'corrected', { ...payload, field: 'gone' }), words).message).toBe('act-corrected')
  })

  test('what is held is said with whose it is, never with the words of the protocol', () => {
    const by = { agent: 'fatima', device: 'kiosk', incarnation: 'sitting' }
    const said = (kind: string, reason: string) =>
      actInWords(sampleAct('a', 'entry-held', { entry: 'e', reason, kind, by }), words)
    expect(said('draft', 'after-submission')).toEqual({
      icon: 'pause',
      message: 'line.held-answer',
      params: { who: '<fatima>' },
      said: null,
    })
    expect(said('act', 'act-not-allowed').message).toBe('line.held-act')
  })

  test('a settlement that decided anew says what was decided', () => {
    const payload = { anew: { outcome: 'refused', reason: 'not-here' }, text: 'aucune des deux' }
    expect(actInWords(sampleAct('a', 'settled', payload), words)).toMatchObject({
      message: 'line.settled-anew',
      params: { outcome: 'Refusée' },
      said: 'aucune des deux',
    })
  })

  test('blank words are no words', () => {
    expect(actInWords(sampleAct('a', 'ready', { note: '  ' }), words).said).toBeNull()
  })
})
