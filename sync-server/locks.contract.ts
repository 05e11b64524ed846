// What locks promise, in one process and between two.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { whileHolding, type Locks } from './locks.ts'

/** `open` gives two that know of each other: those of one process twice, or those of two processes. */
export const locksContract = (name: string, open: () => Promise<readonly [Locks, Locks]>): void => {
  describe(`locks ${name}`, () => {
    let one: Locks
    let two: Locks
    beforeEach(async () => {
      ;[one, two] = await open()
    })
    afterEach(async () => {
      await one.close()
      await two.close()
    })

    test('what one has another does not get, until it is let go', async () => {
      const lock = await one.tryTake('round')
      expect(lock).not.toBeNull()
      expect(await two.tryTake('round')).toBeNull()
      const other = await two.tryTake('other')
      expect(other).not.toBeNull()
      await lock?.release()
      await lock?.release()
      const after = await two.tryTake('round')
      expect(after).not.toBeNull()
      expect(await one.tryTake('round')).toBeNull()
      await after?.release()
      await other?.release()
    })

    test('of many at once one is at work, and each comes to it', async () => {
      let [atWork, done] = [0, 0]
      await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          whileHolding(at % 2 === 0 ? one : two, 'blob', async () => {
            expect(++atWork).toBe(1)
            await new Promise((resolve) => setTimeout(resolve, 1))
            atWork--
            done++
          }),
        ),
      )
      expect(done).toBe(12)
    })

    test('work that fails lets go', async () => {
      await expect(whileHolding(one, 'blob', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
      expect(await whileHolding(two, 'blob', async () => 'fine')).toBe('fine')
    })

    test('whoever has it hears that another waits, and gives it up', async () => {
      const { promise: asked, resolve } = Promise.withResolvers<void>()
      const lock = await one.take('upload', { wanted: resolve })
      const waiting = two.take('upload')
      await asked
      await lock?.release()
      const taken = await waiting
      expect(taken).not.toBeNull()
      await taken?.release()
    })

    test('who does not want it any more gets nothing and is in nobody’s way', async () => {
      const lock = await one.take('upload')
      const gone = new AbortController()
      const waiting = two.take('upload', { signal: gone.signal })
      gone.abort()
      expect(await waiting).toBeNull()
      await lock?.release()
      const next = await two.tryTake('upload')
      expect(next).not.toBeNull()
      await next?.release()
    })
  })
}
