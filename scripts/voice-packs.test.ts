import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePackIndex } from '../pwa/voice/pack-index.ts'
import { packOf } from './voice-packs.ts'
import type { Clip, VoicePack } from './voice-packs.ts'

const clips = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z]{1,3}\.[a-z0-9]{1,6}$/u), bytes: fc.uint8Array({ maxLength: 40 }) }),
  { selector: (clip) => clip.id, maxLength: 200 },
)

const clipIn = ({ index, files }: VoicePack, id: string): Uint8Array | undefined => {
  const [at, offset, length] = index.clips[id] ?? []
  const file = at === undefined ? undefined : files.get(index.parts[at]?.file ?? '')
  return offset === undefined || length === undefined ? undefined : file?.subarray(offset, offset + length)
}

const clipOf = (id: string, words = id): Clip => ({ id, bytes: new TextEncoder().encode(words.padEnd(2_000)) })
const many = Array.from({ length: 600 }, (_, at) => clipOf(`n.${at}`))

test('law: every clip is found in its part, byte for byte', () => {
  fc.assert(
    fc.property(clips, (given) => {
      const pack = packOf('fr-webm', given)
      expect(Object.keys(pack.index.clips)).toHaveLength(given.length)
      for (const { id, bytes } of given) expect(Buffer.from(clipIn(pack, id) ?? 'none')).toEqual(Buffer.from(bytes))
    }),
  )
})

test('law: the order of the folder does not matter', () => {
  fc.assert(
    fc.property(clips, (given) => {
      expect(packOf('fr-webm', given.toReversed()).index).toEqual(packOf('fr-webm', given).index)
    }),
  )
})

test('a part is named by its content, and the app can read the index', () => {
  const { index, files } = packOf('ar-mp3', many)
  expect(parsePackIndex(JSON.parse(JSON.stringify(index)))).toEqual(index)
  expect(index.parts.length).toBeGreaterThan(10)
  for (const [name, content] of files) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
    expect(name).toBe(`assets/voice-ar-mp3-${hash}.clips`)
  }
})

test('a clip that is said again, or added, changes a few parts: a device fetches no other', () => {
  const before = new Set(packOf('fr-webm', many).files.keys())
  const saidAgain = packOf(
    'fr-webm',
    many.map((clip) => (clip.id === 'n.300' ? clipOf('n.300', 'three hundred') : clip)),
  )
  const added = packOf('fr-webm', [...many, clipOf('n.6000')])
  for (const { files } of [saidAgain, added]) {
    const fetched = [...files.keys()].filter((name) => !before.has(name)).length
    expect(fetched).toBeGreaterThan(0)
    expect(fetched).toBeLessThanOrEqual(5)
  }
})

test('no part is longer than a slow link brings in a few seconds', () => {
  for (const { bytes } of packOf('ar-webm', many).index.parts) expect(bytes).toBeLessThan(76_000)
})
