import { expect, test } from 'vitest'
import { countryOf, type Assumptions, type Costs } from './country.ts'

const small: Assumptions = {
  communes: 10,
  points: 30,
  requestsADay: 1000,
  workingDays: 250,
  hoursADay: 8,
  busiestHour: 0.2,
  devicesAPoint: 1,
  devicesAnOffice: 2,
  officeActs: 4,
  looks: 2,
  pages: 2,
  pageViews: 1,
  pageKb: 200,
}
const costs: Costs = {
  requestMs: 20,
  officeActMs: 10,
  nothingNewMs: 5,
  lookMs: 5,
  requestBytes: 5000,
  actBytes: 1000,
  nothingNewBytes: 500,
  idleMb: 150,
}

test('a small country is added up as by hand', () => {
  const found = countryOf(small, costs)
  // 50 devices ask 480 times a day; 1,000 bring, 4,000 write, 5 changes are each heard by two others.
  expect(found).toMatchObject({ devices: 50, bring: 1000, officeWrites: 4000, newsRead: 10_000, idleAsks: 9000 })
  expect(found.processorHoursADay * 3600).toBeCloseTo(20 + 40 + 50 + 45 + 10)
  expect(found.coresAtPeak * 3600).toBeCloseTo(165 * 0.2)
  expect(found.databaseGbAYear).toBeCloseTo(1000 * 250 * 8000e-9)
  expect(found.pagesTbAYear).toBeCloseTo(0.1)
  expect(found.memoryGbOneProcessEach).toBeCloseTo(1.5)
  expect(found.ofACommune).toEqual({ requestsADay: 100, databaseMbAYear: 200, pagesGbAYear: 10 })
})

test('devices that are always busy never ask for nothing', () => {
  expect(countryOf({ ...small, requestsADay: 1e6 }, costs).idleAsks).toBe(0)
})
