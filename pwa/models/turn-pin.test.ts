// The PIN that gives the screen back, with a clock and a disk of our own.
import { describe, expect, test } from 'vitest'
import { createPinDoor, isTooEasy } from './turn-pin.ts'

const setUp = () => {
  const disk: unknown[] = []
  let now = 0
  let locks = 0
  const door = createPinDoor({
    kept: async () => disk.at(-1) ?? null,
    keep: async (value) => void disk.push(value),
    lock: () => locks++,
    now: () => now,
    random: (length) => new Uint8Array(length).fill(disk.length + 1),
  })
  return { door, disk, pass: (ms: number) => (now += ms), locks: () => locks }
}

describe('the PIN that gives the screen back', () => {
  test('is chosen once, and only the same digits are right', async () => {
    const { door } = setUp()
    expect(await door.isChosen()).toBe(false)
    await door.choose('4071')
    expect(await door.isChosen()).toBe(true)
    expect(await door.enter('4071')).toBe('right')
    expect(await door.enter('4072')).toBe('wrong')
  })

  test('is kept as a salted hash: the digits are nowhere, and the same digits look different twice', async () => {
    const { door, disk } = setUp()
    await door.choose('4071')
    await door.choose('4071')
    expect(JSON.stringify(disk)).not.toContain('4071')
    expect(disk[0]).not.toEqual(disk[1])
  })

  test('wrong ones wait twice as long each time, and a try that comes too early is not one', async () => {
    const { door, pass } = setUp()
    await door.choose('4071')
    const waits: number[] = []
    for (const digits of ['0001', '0002', '0003', '0004']) {
      expect(await door.enter(digits)).toBe('wrong')
      waits.push(door.waitsUntil.value)
      expect(await door.enter('4071')).toBe('wait')
      pass(door.waitsUntil.value - waits.slice(0, -1).reduce((_, last) => last, 0))
    }
    expect(waits).toEqual([1_000, 3_000, 7_000, 15_000])
  })

  test('the fifth wrong one locks the device and wipes nothing', async () => {
    const { door, disk, pass, locks } = setUp()
    await door.choose('4071')
    for (let tries = 0; tries < 4; tries++) {
      expect(await door.enter('9999')).toBe('wrong')
      pass(60_000)
    }
    expect(locks()).toBe(0)
    expect(await door.enter('9999')).toBe('locked')
    expect(locks()).toBe(1)
    door.forget()
    expect(await door.enter('4071')).toBe('right')
    expect(disk.length).toBe(1)
  })

  test('a right one clears what was wrong before', async () => {
    const { door, pass } = setUp()
    await door.choose('4071')
    await door.enter('0000')
    pass(60_000)
    expect(await door.enter('4071')).toBe('right')
    await door.enter('0000')
    expect(door.waitsUntil.value - 60_000).toBe(1_000)
  })

  test('one try at a time: what is typed while another is looked at is not tried', async () => {
    const { door } = setUp()
    await door.choose('4071')
    expect(await Promise.all(['1111', '2222', '4071'].map(door.enter))).toEqual(['wrong', 'wait', 'wait'])
  })

  test('what lies damaged on the disk opens nothing', async () => {
    const { door, disk } = setUp()
    disk.push({ salt: 7 })
    expect(await door.isChosen()).toBe(false)
    expect(await door.enter('4071')).toBe('wrong')
  })

  test('the first that anybody tries are refused', () => {
    expect(['0000', '7777', '1234'].every(isTooEasy)).toBe(true)
    expect(['4071', '1223'].some(isTooEasy)).toBe(false)
  })
})
