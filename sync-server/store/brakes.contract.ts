// What brakes promise on every engine: one row, however many ask at once.
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countTry, dropOldBrakes, forgetMs, forgiveTries, takeFromBucket, waitAfter } from './brakes.ts'
import type { Tables } from './schema.ts'

interface Opened {
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

const now = Date.parse('2026-11-22T09:00:00Z')

export const brakesContract = (open: () => Promise<Opened>): void => {
  describe('brakes', () => {
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())

    test('a bucket gives its burst, then as much as time refills, each name its own', async () => {
      const take = (name: string, at: number) => takeFromBucket(opened.db, name, { burst: 2, perMinute: 60 }, now + at)
      expect([await take('a', 0), await take('a', 0), await take('a', 0), await take('b', 0)]).toEqual([0, 0, 1, 0])
      expect([await take('a', 1000), await take('a', 1000)]).toEqual([0, 1])
      expect([await take('a', 60_000), await take('a', 60_000), await take('a', 60_000)]).toEqual([0, 0, 1])
    })

    test('of a hundred requests at the same moment as many pass as there is room for', async () => {
      const waits = await Promise.all(
        Array.from({ length: 100 }, () => takeFromBucket(opened.db, 'a', { burst: 30, perMinute: 30 }, now)),
      )
      expect(waits.filter((wait) => wait === 0)).toHaveLength(30)
      expect(Math.max(...waits)).toBe(2)
    })

    test('of a hundred wrong tries at the same moment five are made', async () => {
      const waits = await Promise.all(Array.from({ length: 100 }, () => countTry(opened.db, 'r', now)))
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
      expect(Math.max(...waits)).toBe(60_000)
    })

    test('wrong tries cost 1, 2, 4 … minutes, an hour at most, and a quiet day forgives', async () => {
      for (let free = 0; free < 5; free++) expect(await countTry(opened.db, 'r', now)).toBe(0)
      const waits: number[] = []
      let at = now
      for (let more = 0; more < 8; more++) {
        const wait = await countTry(opened.db, 'r', at)
        waits.push(wait / 60_000)
        expect(await countTry(opened.db, 'r', at + wait - 1)).toBe(1)
        at += wait
        expect(await countTry(opened.db, 'r', at)).toBe(0)
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
      expect(await countTry(opened.db, 'r', at + forgetMs)).toBe(0)
      expect(await countTry(opened.db, 'r', at + forgetMs)).toBe(0)
    })

    test('a right one forgives', async () => {
      for (let i = 0; i < 6; i++) await countTry(opened.db, 'r', now)
      await forgiveTries(opened.db, 'r')
      expect(await countTry(opened.db, 'r', now)).toBe(0)
    })

    test('the engine waits after so many wrong tries as the rule says', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 5_400_000 }), async (count, later) => {
          await opened.db.deleteFrom('brakes').execute()
          await opened.db.insertInto('brakes').values({ name: 'r', count, at: now }).execute()
          expect(await countTry(opened.db, 'r', now + later)).toBe(Math.max(0, waitAfter(count) - later))
        }),
        { numRuns: 50 },
      )
    })

    test('what is a day old is dropped, the rest stays', async () => {
      await countTry(opened.db, 'old', now - forgetMs)
      await countTry(opened.db, 'young', now)
      await dropOldBrakes(opened.db, now)
      expect(await opened.db.selectFrom('brakes').select('name').execute()).toEqual([{ name: 'young' }])
    })
  })
}
