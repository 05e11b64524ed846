import { expect, test } from 'vitest'
import { indexPath, parsePackIndex, voiceIds } from './pack-index.ts'

const part = { file: 'assets/voice-ar-webm-0123456789abcdef.clips', bytes: 12 }

test('an index names parts and where each clip is in them', () => {
  const index = { parts: [part], clips: { 'app.yes': [0, 3, 9] } }
  expect(parsePackIndex(index)).toEqual(index)
})

test('an index that names anything but a part of a voice is refused whole', () => {
  for (const file of ['index.html', '../assets/voice-ar.clips', 'assets/voice-ar/../../x.clips', 'https://a/b.clips'])
    expect(parsePackIndex({ parts: [{ ...part, file }], clips: {} })).toBe(null)
  expect(parsePackIndex({ parts: [part], clips: { 'app.yes': [0, -1, 9] } })).toBe(null)
  expect(parsePackIndex('<html>Bienvenue sur le wifi</html>')).toBe(null)
  expect(parsePackIndex(null)).toBe(null)
})

test('the address of an index never changes, so that a device finds the newest', () => {
  expect(voiceIds.map((voice) => indexPath(voice, 'mp3'))).toContain('/voices/shi.mp3.json')
})
