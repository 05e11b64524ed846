import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Choice } from '../../shared/form/form.ts'
import { dateToBoxes, readDate } from './date-boxes.ts'
import { searchList } from './list-search.ts'
import { readNumber } from './numbers.ts'
import { measuredPoint, positionProblem, readPosition } from './position.ts'

describe('three boxes for a date', () => {
  const read = (day: string, month: string, year: string) => readDate({ day, month, year })

  test('give an ISO date, with or without leading zeros, in both kinds of digits', () => {
    expect(read('5', '3', '1957')).toEqual({ value: '1957-03-05' })
    expect(read('٠٥', '٠٣', '١٩٥٧')).toEqual({ value: '1957-03-05' })
    expect(read(' 29', '2', '2024')).toEqual({ value: '2024-02-29' })
  })

  test('all empty is no answer, some empty is unfinished', () => {
    expect(read('', '', '')).toEqual({ value: null })
    expect(read('5', '', '')).toEqual({ problem: 'unfinished' })
    expect(read('5', '3', '19')).toEqual({ problem: 'unfinished' })
  })

  test('name the box that cannot be right', () => {
    expect(read('32', '1', '1957')).toEqual({ problem: 'day' })
    expect(read('1', '13', '1957')).toEqual({ problem: 'month' })
    expect(read('1', '1', '1376')).toEqual({ problem: 'year' })
    expect(read('1', '1', '195x')).toEqual({ problem: 'year' })
    expect(read('30', '2', '2023')).toEqual({ problem: 'no-such-day' })
  })

  test('every calendar day comes back from its own boxes', () => {
    const day = fc.date({ min: new Date('1850-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10)
        expect(readDate(dateToBoxes(iso))).toEqual({ value: iso })
      }),
    )
  })

  test('an answer that is no date shows empty boxes', () => {
    expect(dateToBoxes(null)).toEqual({ day: '', month: '', year: '' })
    expect(dateToBoxes('1957')).toEqual({ day: '', month: '', year: '' })
  })
})

describe('a number as it is typed', () => {
  test('reads commas, spaces and Arabic digits', () => {
    expect(readNumber('1 234,5', false)).toEqual({ value: 1234.5 })
    expect(readNumber('١٣٧٦', true)).toEqual({ value: 1376 })
    expect(readNumber('', true)).toEqual({ value: null })
  })

  test('says what is wrong and invents nothing', () => {
    expect(readNumber('12a', true)).toEqual({ problem: 'not-a-number' })
    expect(readNumber('1.5', true)).toEqual({ problem: 'not-whole' })
    expect(readNumber('1e5', false)).toEqual({ problem: 'not-a-number' })
    expect(readNumber('-', true)).toEqual({ problem: 'not-a-number' })
  })

  test('every safe whole number is read back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        expect(readNumber(String(n), true)).toEqual({ value: n })
      }),
    )
  })
})

describe('a position', () => {
  test('is two numbers inside the globe', () => {
    expect(readPosition('31,5', '-7.9')).toEqual({ value: { lat: 31.5, lon: -7.9 } })
    expect(readPosition('', '')).toEqual({ value: null })
    expect(readPosition('31.5', '')).toEqual({ problem: 'unfinished' })
    expect(readPosition('91', '0')).toEqual({ problem: 'latitude' })
    expect(readPosition('0', '181')).toEqual({ problem: 'longitude' })
  })

  test('as measured says no more than the device knew', () => {
    const coords = { latitude: 31.123456789, longitude: -7.98, accuracy: 12.7, altitude: null }
    expect(measuredPoint(coords)).toEqual({ lat: 31.123457, lon: -7.98, accuracy: 13 })
    expect(positionProblem(1)).toBe('denied')
    expect(positionProblem(3)).toBe('timeout')
  })
})

describe('a commune in a long list', () => {
  const commune = (name: string, fr: string, ar: string): Choice => ({ name, label: { fr, ar } })
  const list = [
    commune('1', 'Ighil N’Oumgoun', 'إغيل نومكون'),
    commune('2', 'Aït Sedrate Sahl Charkia', 'أيت سدرات السهل الشرقية'),
    commune('3', 'Aït Sedrate Jbel El Oulia', 'أيت سدرات الجبل العليا'),
    commune('4', 'Khemis Dadès', 'خميس دادس'),
    commune('5', 'Agadir', 'أڭادير'),
  ]
  const found = (typed: string) => searchList(list, typed).map((one) => one.name)

  test('is found in both scripts, without accents and in any word order', () => {
    expect(found('ait sedrate')).toEqual(['2', '3'])
    expect(found('jbel sedrate')).toEqual(['3'])
    expect(found('ايت سدرات')).toEqual(['2', '3'])
    expect(found('اكادير')).toEqual(['5'])
    expect(found('dades')[0]).toBe('4')
  })

  test('is found by its sound when the spelling is another one', () => {
    expect(found('Khmiss Dadess')[0]).toBe('4')
  })

  test('never more than asked for, and nothing for nothing', () => {
    expect(found('')).toEqual([])
    expect(found('xyz')).toEqual([])
    expect(searchList(list, 'a', 1)).toHaveLength(1)
  })
})
