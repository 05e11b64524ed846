import { expect, test } from 'vitest'
import { slimWebm } from './voices-webm.ts'

const element = (id: readonly number[], body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(id), Buffer.from([0x40 | (body.length >> 8), body.length & 0xff]), body])
const head = element([0x1a, 0x45, 0xdf, 0xa3], Buffer.from('head'))
const info = element([0x15, 0x49, 0xa9, 0x66], Buffer.from('info'))
const tracks = element([0x16, 0x54, 0xae, 0x6b], Buffer.from('tracks'))
const cluster = element([0x1f, 0x43, 0xb6, 0x75], Buffer.from('sound '.repeat(50)))
const ballast = [
  element([0x11, 0x4d, 0x9b, 0x74], Buffer.from('seek')),
  element([0xec], new Uint8Array(80)),
  element([0x12, 0x54, 0xc3, 0x67], Buffer.from('tags')),
  element([0x1c, 0x53, 0xbb, 0x6b], Buffer.from('cues')),
]
const segment = (...parts: readonly Uint8Array[]): Uint8Array => element([0x18, 0x53, 0x80, 0x67], Buffer.concat(parts))

test('a clip keeps its head, its track and its sound, and loses index, tags and padding', () => {
  const [seek, padding, tags, cues] = ballast
  if (seek === undefined || padding === undefined || tags === undefined || cues === undefined) throw new Error('four')
  const file = Buffer.concat([head, segment(seek, padding, info, tracks, tags, cluster, cues)])
  expect(Buffer.from(slimWebm(file))).toEqual(Buffer.concat([head, segment(info, tracks, cluster)]))
})

test('a slim clip stays as it is', () => {
  const file = Buffer.concat([head, segment(info, tracks, cluster)])
  expect(Buffer.from(slimWebm(file))).toEqual(file)
})

test('a clip longer than two bytes can count has its length in four', () => {
  const sound = Buffer.alloc(20_000, 7)
  const long = Buffer.concat([
    Buffer.from([0x1f, 0x43, 0xb6, 0x75, 0x10, 0, sound.length >> 8, sound.length & 0xff]),
    sound,
  ])
  const whole = Buffer.concat([
    Buffer.from([0x18, 0x53, 0x80, 0x67, 0x10, 0, long.length >> 8, long.length & 0xff]),
    long,
  ])
  expect(Buffer.from(slimWebm(Buffer.concat([head, whole])))).toEqual(Buffer.concat([head, whole]))
})

test('what is no WebM is refused', () => {
  expect(() => slimWebm(Buffer.from('ID3 an mp3'))).toThrow()
  expect(() => slimWebm(head)).toThrow('no segment')
  expect(() => slimWebm(Buffer.concat([head, segment(cluster)]).subarray(0, 60))).toThrow('ends after')
})
