import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import {
  answerContext,
  answerFile,
  encodeStickAnswers,
  encodeStickContent,
  outboxFile,
  parseStickAnswers,
  parseStickContent,
  parseStickFile,
  stickLimits,
  stickName,
  stickNonce,
  stickRequests,
} from './stick-file.ts'

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const someBytes = fc.uint8Array({ maxLength: 200 })
const anId = bytesOf(16).map(toBase64UrlEncoded)
const content = fc.record({
  id: anId,
  secret: bytesOf(32),
  device: anId,
  number: fc.nat(),
  packets: fc.array(someBytes, { maxLength: 20 }),
})

describe('rule 11: the file on a stick', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(content, fc.array(someBytes), bytesOf(12), someBytes, (one, answers, nonce, sealed) => {
        expect(parseStickContent(encodeStickContent(one))).toEqual(ok(one))
        expect(parseStickAnswers(encodeStickAnswers(answers))).toEqual(ok(answers))
        expect(parseStickFile(outboxFile(sealed))).toEqual(ok({ type: 'outbox', sealed }))
        const { id } = one
        expect(parseStickFile(answerFile(id, nonce, sealed))).toEqual(ok({ type: 'answer', id, nonce, sealed }))
      }),
    )
  })

  test('any bytes are parsed or refused, and no parser throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        for (const parse of [parseStickFile, parseStickContent, parseStickAnswers])
          expect(typeof parse(bytes).ok).toBe('boolean')
      }),
    )
  })

  test('cut anywhere or longer by a byte, its content is refused', () => {
    fc.assert(
      fc.property(content, fc.nat(), (one, at) => {
        const whole = encodeStickContent(one)
        expect(parseStickContent(whole.subarray(0, at % whole.length)).ok).toBe(false)
        expect(parseStickContent(Uint8Array.of(...whole, 0)).ok).toBe(false)
      }),
    )
  })

  test('a count that promises more than there is builds nothing', () => {
    const empty = encodeStickContent({ id: zeros, secret: new Uint8Array(32), device: zeros, number: 1, packets: [] })
    const lying = Uint8Array.of(...empty.subarray(0, -1), 0xff, 0xff, 0xff, 0x7f)
    expect(parseStickContent(lying).ok).toBe(false)
    expect(parseStickAnswers(Uint8Array.of(0xff, 0xff, 0xff, 0x7f)).ok).toBe(false)
  })

  test('one that is over its limit is not looked into', () => {
    expect(parseStickFile(outboxFile(new Uint8Array(stickLimits.fileBytes))).ok).toBe(false)
  })

  test('its name tells four characters of a random id and a number, and nothing else', () => {
    expect(stickName(zeros, 7, 'outbox')).toBe('morchid-0000-7.mor')
    expect(stickName(zeros, 7, 'answer')).toBe('morchid-0000-7-reponse.mor')
  })

  test('an answer is sealed for one file, and its requests repeat that file’s nonce', () => {
    fc.assert(
      fc.property(anId, anId, (one, other) => {
        fc.pre(one !== other)
        expect(answerContext(one)).not.toEqual(answerContext(other))
        expect(stickNonce(one)).toHaveLength(8)
      }),
    )
  })

  test('its packets reach the server’s door in order, in requests that the door takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: limits.packetBytes }), { maxLength: 12 }), (sizes) => {
        const packets = sizes.map((size) => new Uint8Array(size))
        const requests = stickRequests(packets)
        expect(requests.flat().every((packet, at) => packet === packets[at])).toBe(true)
        expect(requests.flat()).toHaveLength(packets.length)
        for (const request of requests) {
          const size = request.reduce((sum, packet) => sum + packet.length, 0)
          expect(size).toBeLessThanOrEqual(limits.requestBytes / 2)
        }
      }),
    )
    expect(stickRequests(Array.from({ length: 450 }, () => new Uint8Array(1))).map((one) => one.length)).toEqual([
      200, 200, 50,
    ])
  })
})

const zeros = 'AAAAAAAAAAAAAAAAAAAAAA'
const ok = <T>(value: T) => ({ ok: true, value })
