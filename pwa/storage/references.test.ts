import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBlock, afterLoss, serialsLeft, takeSerial } from './references.ts'
import type { HeldBlock } from './references.ts'

const block = (from: number, site = 12) => ({ site, from, to: from + 9 })

describe('serials of a device', () => {
  test('are given once each, to the last one, then none', () => {
    let blocks = addBlock([], block(40))
    const given: number[] = []
    for (let taken = takeSerial(blocks, 12); taken; taken = takeSerial(blocks, 12)) {
      given.push(taken.serial)
      blocks = taken.blocks
    }
    expect(given).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49])
    expect(serialsLeft(blocks)).toBe(0)
  })

  test('are of the site that asks', () => {
    const blocks = addBlock(addBlock([], block(40, 12)), block(70, 13))
    expect(takeSerial(blocks, 13)?.serial).toBe(70)
    expect(takeSerial(blocks, 14)).toBeNull()
  })

  test('are never given twice, whatever blocks the server repeats', () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: 0, max: 8 }).map((n) => block(n * 10)) }),
      fc.record({ take: fc.constant(true) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let blocks: readonly HeldBlock[] = []
        const given = new Set<number>()
        for (const one of steps) {
          if ('add' in one) blocks = addBlock(blocks, one.add)
          else {
            const taken = takeSerial(blocks, 12)
            if (!taken) continue
            expect(given.has(taken.serial)).toBe(false)
            given.add(taken.serial)
            blocks = taken.blocks
          }
        }
      }),
    )
  })

  test('after a loss none is given that the database or its copy has given', () => {
    const given = fc.integer({ min: 0, max: 10 })
    fc.assert(
      fc.property(given, given, (here, copied) => {
        const at = (taken: number) => [{ ...block(40), next: 40 + taken }]
        const next = afterLoss(at(here), at(copied))[0]?.next ?? 0
        expect(next).toBeGreaterThan(Math.min(49, 40 + Math.max(here, copied)))
        expect(takeSerial(afterLoss(at(10), at(copied)), 12)).toBeNull()
      }),
    )
    expect(
      afterLoss(
        [],
        [block(40)].map((one) => ({ ...one, next: 40 })),
      ),
    ).toHaveLength(1)
    expect(afterLoss([{ ...block(70), next: 70 }], [])).toHaveLength(1)
  })
})
