import { expect, test } from 'vitest'
import { createPlaces } from './places.ts'

test('so many at once, the others in the order in which they came', async () => {
  const places = createPlaces(2, 60_000)
  const entered: number[] = []
  const held = await Promise.all([places.take(), places.take()])
  const waiting = [0, 1, 2].map(async (at) => {
    const leave = await places.take()
    entered.push(at)
    leave()
  })
  await Promise.resolve()
  expect(entered).toEqual([])
  held[0]()
  // Once is enough: nobody's place is given away twice.
  held[0]()
  await Promise.all(waiting)
  expect(entered).toEqual([0, 1, 2])
  held[1]()
})

test('who waits too long is told so, and keeps the place from nobody', async () => {
  const places = createPlaces(1, 1)
  const leave = await places.take()
  await expect(places.take()).rejects.toThrow('no place')
  leave()
  const next = await places.take()
  next()
})
