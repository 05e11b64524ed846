import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBlobStore } from './blobs/open-room.ts'
import { makeBackup } from './backup/make-backup.ts'
import { restoreFolder } from './backup/restore.ts'
import { createCalendar, holidaysFile, nationalHolidays, type Calendar } from './calendar.ts'
import { openDataFolder, StartProblem } from './data-folder.ts'
import { demoCommune } from './demo.ts'
import { setUpCommune } from './store/people.ts'

let dataDir: string
let errors: string[]
let today: string
/** Files changed within one tick of the clock have another time all the same. */
let ticks = 0
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'morchid-calendar-'))
  errors = []
  today = '2026-11-22'
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const write = (text: string): void => {
  writeFileSync(holidaysFile(dataDir), text)
  utimesSync(holidaysFile(dataDir), 1_800_000_000, 1_800_000_000 + ++ticks)
}
const calendar = (country = 'MA'): (() => Calendar) =>
  createCalendar({
    country,
    holidaysOf: (year) => [`${year}-01-01`, `${year}-07-30`],
    dataDir,
    now: () => new Date(`${today}T12:00:00Z`),
    log: { info: () => undefined, error: (line: unknown) => void errors.push(String(line)) },
  })

describe('the days on which offices are closed', () => {
  test('go from last year to the year after next, in order, and move with the year', () => {
    const days = calendar()
    expect(days().holidays).toEqual([2025, 2026, 2027, 2028].flatMap((year) => [`${year}-01-01`, `${year}-07-30`]))
    today = '2027-01-01'
    expect(days().holidays[0]).toBe('2026-01-01')
    expect(days().holidays.at(-1)).toBe('2029-07-30')
  })

  test('are the same object as long as nothing changed: a sync asks each time', () => {
    const days = calendar()
    expect(days()).toBe(days())
  })

  test('what the operator adds and takes away counts from the next question on, and its end too', () => {
    const days = calendar()
    write('{"add": ["2026-03-21", "2026-01-01"], "remove": ["2026-07-30"]}')
    const changed = days().holidays.filter((day) => day.startsWith('2026'))
    expect(changed).toEqual(['2026-01-01', '2026-03-21'])
    rmSync(holidaysFile(dataDir))
    expect(days().holidays.filter((day) => day.startsWith('2026'))).toEqual(['2026-01-01', '2026-07-30'])
  })

  test.each(['{', '3', '{"add": ["21/03/2026"]}', '{"added": ["2026-03-21"]}', '{"add": "2026-03-21"}'])(
    'a file with a mistake (%s) is told once and changes nothing',
    (text) => {
      const days = calendar()
      write('{"add": ["2026-03-21"]}')
      const before = days()
      write(text)
      expect(days()).toEqual(before)
      expect(days()).toEqual(before)
      expect(errors).toHaveLength(1)
      expect(errors[0]).toContain('holidays.json')
    },
  )

  test('the weekend is Saturday and Sunday, and Friday where the country has it so', () => {
    expect(calendar('MA')().weekend).toEqual([6, 0])
    expect(calendar('BE')().weekend).toEqual([6, 0])
    expect(calendar('DZ')().weekend).toEqual([5, 6])
  })
})

test('the file is in every backup and comes back with it', async () => {
  const [data, copies, again] = ['data', 'copies', 'again'].map((name) => join(dataDir, name)) as [
    string,
    string,
    string,
  ]
  const folder = await openDataFolder(data)
  await setUpCommune(folder.db, demoCommune)
  writeFileSync(holidaysFile(data), '{"add": ["2026-03-21"]}')
  const made = await makeBackup(
    folder,
    data,
    copies,
    new Date('2026-11-22T09:00:00Z'),
    await openBlobStore({ dataDir: data, s3: null }),
  )
  await folder.close()
  if (!made.ok) throw new Error(made.error.message)
  await restoreFolder(made.value.folder, again, new Date('2026-11-23T09:00:00Z'))
  expect(readFileSync(holidaysFile(again), 'utf8')).toContain('2026-03-21')
})

describe('public holidays by country', () => {
  test('Morocco: the fixed ones, the moon’s as computed, and the Amazigh new year', async () => {
    const days = (await nationalHolidays('MA'))(2026)
    for (const fixed of ['01-01', '01-11', '01-14', '05-01', '07-30', '08-14', '08-20', '08-21', '11-06', '11-18'])
      expect(days).toContain(`2026-${fixed}`)
    // Computed to be about there: the commune says which evening the moon was seen.
    expect(days.some((day) => day >= '2026-03-19' && day <= '2026-03-22')).toBe(true)
    expect(days.every((day) => /^2026-\d\d-\d\d$/.test(day))).toBe(true)
  })

  test('Belgium and France have their own, Easter Monday included', async () => {
    expect((await nationalHolidays('BE'))(2026)).toEqual(expect.arrayContaining(['2026-07-21', '2026-04-06']))
    expect((await nationalHolidays('FR'))(2026)).toEqual(expect.arrayContaining(['2026-07-14', '2026-04-06']))
  })

  test('a country that nobody knows stops the start with its name', async () => {
    await expect(nationalHolidays('XX')).rejects.toBeInstanceOf(StartProblem)
  })
})
