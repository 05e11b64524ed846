import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chosenAt, voiceKey } from './choose.ts'
import { beadsOf, coverageOf, heardOf } from './coverage.ts'
import type { Recording } from './recording.ts'

const base: Recording = {
  id: 'r',
  prompt: 'app.yes',
  voice: 'shi',
  speaker: 'Fadma',
  ms: 900,
  by: 'fatima',
  unit: 'asni',
  at: '2026-03-01T10:00:00Z',
  wished: 'commune',
  state: 'approved',
  scope: 'commune',
  approvedAt: '|2026-03-02T10:00:00Z',
  reason: '',
  sentTo: [],
}
const one = (more: Partial<Recording>): Recording => ({ ...base, ...more })
const heard = (recordings: readonly Recording[], unit = 'asni') =>
  chosenAt(unit, recordings).get(voiceKey('app.yes', 'shi'))?.id

test('the newest approved one is heard', () => {
  const older = one({ id: 'a', approvedAt: '|2026-03-01T10:00:00Z' })
  const newer = one({ id: 'b', approvedAt: '|2026-03-05T10:00:00Z' })
  expect(heard([newer, older])).toBe('b')
})

test('a clock in the future does not win over what the server has dated later', () => {
  const wrongClock = one({ id: 'a', approvedAt: '2026-03-01T10:00:00Z|2099-01-01T00:00:00Z' })
  const later = one({ id: 'b', approvedAt: '2026-03-05T10:00:00Z|2026-03-05T11:00:00Z' })
  expect(heard([wrongClock, later])).toBe('b')
})

test('at its own point a recording for the point goes before one for the commune', () => {
  const ours = one({ id: 'a', scope: 'point', approvedAt: '|2026-01-01T10:00:00Z' })
  const all = one({ id: 'b', approvedAt: '|2026-03-05T10:00:00Z' })
  expect(heard([ours, all])).toBe('a')
  expect(heard([ours, all], 'imlil')).toBe('b')
})

const recording = fc.record({
  id: fc.stringMatching(/^[a-z]{3}$/),
  prompt: fc.constantFrom('app.yes', 'app.no'),
  voice: fc.constantFrom('shi' as const, 'ary' as const),
  unit: fc.constantFrom('asni', 'imlil'),
  state: fc.constantFrom('pending' as const, 'approved' as const, 'rejected' as const, 'withdrawn' as const),
  scope: fc.constantFrom('point' as const, 'commune' as const),
  approvedAt: fc.constantFrom('|a', '|b', '|c'),
})
const recordings = fc.uniqueArray(recording.map(one), { maxLength: 12, selector: ({ id }) => id })
const twoOrders = (list: readonly Recording[]) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }))
const unit = fc.constantFrom('asni', 'imlil', 'ouirgane')

test('only what a supervisor approved is heard, and never what is for another point', () => {
  fc.assert(
    fc.property(recordings, unit, (list, here) => {
      for (const [key, chosen] of chosenAt(here, list)) {
        expect(chosen.state).toBe('approved')
        expect(chosen.scope === 'commune' || chosen.unit === here).toBe(true)
        expect(voiceKey(chosen.prompt, chosen.voice)).toBe(key)
      }
    }),
  )
})

test('two devices with the same recordings say the same, whatever came first', () => {
  fc.assert(
    fc.property(recordings.chain(twoOrders), unit, ([list, other], here) => {
      expect(new Map(chosenAt(here, other))).toEqual(new Map(chosenAt(here, list)))
    }),
  )
})

test('taking back what is heard leaves the next best, and in the end the default pack', () => {
  fc.assert(
    fc.property(recordings, unit, (list, here) => {
      let left = list
      for (let heardNow = chosenAt(here, left); heardNow.size > 0; heardNow = chosenAt(here, left)) {
        const [first] = heardNow.values()
        left = left.map((two) => (two.id === first?.id ? { ...two, state: 'withdrawn' } : two))
        expect(chosenAt(here, left)).toEqual(
          chosenAt(
            here,
            left.filter((two) => two.id !== first?.id),
          ),
        )
      }
      expect(left.some((two) => two.state === 'approved' && (two.scope === 'commune' || two.unit === here))).toBe(false)
    }),
  )
})

test('coverage counts every prompt once', () => {
  fc.assert(
    fc.property(recordings, fc.subarray(['app.yes', 'app.no']), (list, defaults) => {
      const chosen = chosenAt('asni', list)
      const of = { voice: 'shi', chosen, recordings: list, defaults: new Set(defaults) } as const
      const c = coverageOf({ ...of, prompts: ['app.yes', 'app.no', 'app.stop'] })
      expect(c.recorded + c.byDefault + c.pending + c.missing).toBe(c.of)
      expect(heardOf('app.stop', of)).toBe('missing')
    }),
  )
})

test('beads are empty only for nothing and full only for everything', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 300 }), (done, of) => {
      const filled = beadsOf(Math.min(done, of), of, 10)
      expect(filled === 0).toBe(done === 0)
      expect(filled === 10).toBe(done >= of)
    }),
  )
})
