import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Act } from '../dossier/act.ts'
import { recordingOf, soundOf } from './recording.ts'
import { people, recordedPayload, voiceAct } from './sample-acts.ts'

const recorded = voiceAct('voice-recorded', people.fatima, [], recordedPayload)
const approved = voiceAct('voice-approved', people.nadia, [recorded], { scope: 'commune', to: ['epn-imlil'] })
const rejected = voiceAct('voice-rejected', people.nadia, [recorded], { reason: 'bruit' })
const withdrawn = voiceAct('voice-withdrawn', people.fatima, [recorded], {})

test('a recording waits for a supervisor', () => {
  expect(recordingOf([recorded])).toMatchObject({ state: 'pending', scope: null, voice: 'shi', unit: 'epn-asni' })
})

test('the last word of a supervisor counts', () => {
  const again = voiceAct('voice-approved', people.nadia, [rejected], { scope: 'point', to: [] })
  expect(recordingOf([recorded, approved])).toMatchObject({ state: 'approved', scope: 'commune' })
  expect(recordingOf([recorded, rejected])).toMatchObject({ state: 'rejected', reason: 'bruit' })
  expect(recordingOf([recorded, rejected, again])).toMatchObject({ state: 'approved', scope: 'point', reason: '' })
})

test('two supervisors who decide apart: the more careful one is followed', () => {
  expect(recordingOf([recorded, rejected, approved])?.state).toBe('rejected')
})

test('who is told of it: its own unit, the supervisors, and whom it was approved for', () => {
  expect(recordingOf([recorded, approved])?.sentTo).toEqual(['epn-asni', 'bureau', 'epn-imlil'])
})

test('a voice taken back is never heard again, whatever is decided before, after or apart', () => {
  const others = [approved, rejected, voiceAct('voice-approved', people.nadia, [withdrawn], { scope: 'point', to: [] })]
  fc.assert(
    fc.property(fc.shuffledSubarray([recorded, withdrawn, ...others], { minLength: 0 }), (some) => {
      const acts: readonly Act[] = [...new Set([...some, recorded, withdrawn])]
      expect(recordingOf(acts)?.state).toBe('withdrawn')
    }),
  )
})

test('the order in which acts arrive changes nothing', () => {
  const all = [recorded, approved, rejected, voiceAct('voice-rejected', people.nadia, [approved], { reason: 'x' })]
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (acts) => {
      expect(recordingOf(acts)).toEqual(recordingOf(all))
    }),
  )
})

test('acts without the recording itself say nothing yet', () => {
  expect(recordingOf([approved])).toBeNull()
  expect(soundOf([approved])).toBeNull()
})

test('the sound is in its act and nowhere else', () => {
  expect(soundOf([approved, recorded])).toEqual({ audio: 'GkXfo59C', mediaType: 'audio/webm;codecs=opus' })
  expect(JSON.stringify(recordingOf([recorded]))).not.toContain('GkXfo59C')
})
