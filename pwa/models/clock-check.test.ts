import { beforeEach, describe, expect, test } from 'vitest'
import { clockProblem, noteClock } from './clock-check.ts'

const server = '2026-11-22T07:00:00Z'
const beacon = `${server}.AAAAAAAA`
const at = (iso: string) => Date.parse(iso)

beforeEach(() => noteClock(beacon, at(server)))

describe('the clock of this device, by the server’s word', () => {
  test('is wrong in 1970 and in 2099, and that is said in both languages', () => {
    for (const year of ['1970-01-02T00:00:00Z', '2099-12-31T00:00:00Z']) {
      noteClock(beacon, at(year))
      expect(Object.keys(clockProblem() ?? {})).toEqual(['fr', 'ar'])
    }
  })

  test('is right again at the next contact after somebody set it', () => {
    noteClock(beacon, at('1970-01-02T00:00:00Z'))
    noteClock(beacon, at('2026-11-22T07:00:20Z'))
    expect(clockProblem()).toBeNull()
  })

  test('an hour is no matter: somebody turned the clock for a time zone', () => {
    noteClock(beacon, at('2026-11-22T08:01:00Z'))
    expect(clockProblem()).toBeNull()
    noteClock(beacon, at('2026-11-22T08:31:00Z'))
    expect(clockProblem()).not.toBeNull()
  })

  test('without a beacon that can be read, what was known stays', () => {
    noteClock(beacon, at('1970-01-02T00:00:00Z'))
    noteClock(null, at(server))
    noteClock('not a time', at(server))
    expect(clockProblem()).not.toBeNull()
  })
})
