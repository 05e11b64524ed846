import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterAttempt, inSendingOrder, linkIsBack, nextSend, noSending, settleMs, smallBytes } from './send-order.ts'
import type { Attempt, SendState, WaitingBlob } from './send-order.ts'

const clock = 1_000_000_000
const blob = (id: string, over: Partial<WaitingBlob> = {}): WaitingBlob => ({
  id,
  dossier: 'a',
  bytes: 150_000,
  keptAt: clock - settleMs,
  ...over,
})
const anyBlob = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  dossier: fc.constantFrom('a', 'b', 'c'),
  bytes: fc.integer({ min: 300, max: 300_000 }),
  keptAt: fc.integer({ min: 0, max: clock - settleMs }),
})
const anyBlobs = fc.uniqueArray(anyBlob, { selector: ({ id }) => id, minLength: 1, maxLength: 12 })
const anyAttempt: fc.Arbitrary<Attempt> = fc.oneof(
  fc.constantFrom<Attempt>({ type: 'received' }, { type: 'aside' }, { type: 'spoiled' }, { type: 'stale' }),
  fc.record({ type: fc.constantFrom('cut', 'again'), moved: fc.boolean() }),
  fc.record({
    type: fc.constantFrom('busy', 'stranger'),
    retryAfter: fc.option(fc.integer({ min: 0, max: 3_600 }), { nil: null }),
  }),
)
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the order in which papers are sent', () => {
  test('thumbnails first, then the dossier that has waited longest, its smallest page first', () => {
    const old = clock - 10 * settleMs
    const sorted = inSendingOrder([
      blob('new-page', { dossier: 'b', bytes: 90_000 }),
      blob('old-large', { bytes: 200_000, keptAt: old }),
      blob('new-thumb', { dossier: 'b', bytes: 5_000 }),
      blob('old-late-small', { bytes: 100_000 }),
    ])
    expect(sorted.map(({ id }) => id)).toEqual(['new-thumb', 'old-late-small', 'old-large', 'new-page'])
  })

  test('is the same however they were kept, loses none, and holds no small one behind a large one', () => {
    fc.assert(
      fc.property(anyBlobs, fc.infiniteStream(fc.nat()), (blobs, seeds) => {
        const sorted = inSendingOrder(blobs)
        const mixed = blobs
          .map((one) => ({ one, by: seeds.next().value }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ one }) => one)
        expect(inSendingOrder(mixed)).toEqual(sorted)
        expect(new Set(sorted)).toEqual(new Set(blobs))
        const firstLarge = sorted.findIndex(({ bytes }) => bytes > smallBytes)
        if (firstLarge >= 0) expect(sorted.slice(firstLarge).every(({ bytes }) => bytes > smallBytes)).toBe(true)
      }),
    )
  })

  test('a page that was just taken waits, unless this clock was set back', () => {
    const fresh = blob('fresh', { keptAt: clock - 20_000 })
    expect(nextSend(noSending, [fresh], 0, clock)).toEqual({ type: 'wait', ms: settleMs - 20_000 })
    expect(nextSend(noSending, [fresh], 0, clock + settleMs)).toMatchObject({ type: 'send' })
    expect(nextSend(noSending, [fresh], 0, clock - 10 * settleMs)).toMatchObject({ type: 'send' })
    expect(nextSend(noSending, [], 0, clock)).toEqual({ type: 'rest' })
  })
})

describe('what comes of an attempt', () => {
  test('whatever it was, the wait ends: nothing waits for ever', () => {
    fc.assert(
      fc.property(anyBlobs, fc.array(fc.tuple(anyAttempt, random), { maxLength: 30 }), (blobs, attempts) => {
        let state: SendState = noSending
        let now = 0
        for (const [attempt, chance] of attempts) {
          const step = nextSend(state, blobs, now, clock)
          if (step.type === 'wait') {
            expect(step.ms).toBeGreaterThan(0)
            now += step.ms
          }
          const ready = nextSend(state, blobs, now, clock)
          expect(ready.type).toBe('send')
          if (ready.type === 'send') state = afterAttempt(state, ready.blob.id, attempt, now, chance)
        }
      }),
    )
  })

  test('one bad paper never holds the others: each of them goes at once, or after the link’s own wait', () => {
    const bad: fc.Arbitrary<Attempt> = fc.constantFrom(
      { type: 'again', moved: false },
      { type: 'cut', moved: false },
      { type: 'spoiled' },
    )
    fc.assert(
      fc.property(anyBlobs, fc.nat(), bad, random, (blobs, which, attempt, chance) => {
        const [worst] = blobs.slice(which % blobs.length)
        let state: SendState = noSending
        let waiting: readonly WaitingBlob[] = blobs
        let now = 0
        let tries = 0
        while (waiting.length > 1 && tries++ < 4 * blobs.length) {
          const step = nextSend(state, waiting, now, clock)
          if (step.type === 'wait') now += step.ms
          if (step.type !== 'send') continue
          const isBad = step.blob === worst
          state = afterAttempt(state, step.blob.id, isBad ? attempt : { type: 'received' }, now, chance)
          if (!isBad) waiting = waiting.filter((one) => one !== step.blob)
        }
        expect(waiting).toEqual([worst])
      }),
    )
  })

  test('the server’s `retryAfter` wins: never sooner, and nobody goes before', () => {
    fc.assert(
      fc.property(anyBlobs, fc.integer({ min: 1, max: 3_600 }), random, (blobs, retryAfter, chance) => {
        const [first] = inSendingOrder(blobs)
        const state = afterAttempt(noSending, first?.id ?? '', { type: 'busy', retryAfter }, 0, chance)
        const step = nextSend(state, blobs, 0, clock)
        expect(step.type === 'wait' && step.ms).toBeGreaterThanOrEqual(retryAfter * 1_000)
      }),
    )
  })

  test('a paper whose bytes arrive goes on at once where it was, however often the link is cut', () => {
    let state: SendState = noSending
    for (let cut = 0; cut < 100; cut++) state = afterAttempt(state, 'x', { type: 'cut', moved: true }, 0, 0.999)
    // The first wait of a back-off, and not the hundredth.
    expect(state.link.until).toBeLessThan(2_001)
    expect(state.papers.size).toBe(0)
  })

  test('with the link back, what waited for it tries at once', () => {
    const cut = afterAttempt(noSending, 'x', { type: 'cut', moved: false }, 0, 0.9)
    expect(nextSend(cut, [blob('x')], 0, clock)).toMatchObject({ type: 'wait' })
    expect(nextSend(linkIsBack(cut), [blob('x')], 0, clock)).toMatchObject({ type: 'send' })
  })

  test('a packet that goes first changes nothing for the paper', () => {
    expect(afterAttempt(noSending, 'x', { type: 'aside' }, 0, 0.5)).toBe(noSending)
  })
})
