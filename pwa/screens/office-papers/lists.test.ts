import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicStates } from '../../../shared/procedure/workflow.ts'
import { listPages, placeKey } from './lists.ts'
import type { ListDossier } from './lists.ts'

const name = { fr: 'photo', ar: 'صورة' }
const pack = {
  titleRows: ['first_ar', 'last_ar', 'first', 'last'],
  service: {
    produces: [{ id: 'c', name, type: 'certificate', template: { nameRows: ['first_ar', 'last_ar'] } }],
    hasInputType: [{ id: 'photo', name, pictogram: 'photo' }],
  },
} as unknown as NonNullable<ReturnType<Parameters<typeof listPages>[1]>>
const road = { titleRows: ['service_code'], service: { produces: [], hasInputType: [] } } as unknown as typeof pack
const packOf = (ref: string) => (ref.startsWith('road') ? road : pack)

const dossier = (id: string, over: Partial<ListDossier> = {}): ListDossier => ({
  id,
  procedure: 'residence@1.0.0',
  reference: `12.40.00.${id.padStart(2, '0')}`,
  title: 'فاطمة الزهراء أيت باها · Fatima Zahra Ait Baha',
  public: 'ready',
  missing: [],
  point: 'epn-asni',
  douar: 'Imskar',
  ...over,
})
const both = ['ready', 'missing'] as const

test('one page a douar, however it was spelt, under the spelling most people used; those without one come last', () => {
  const pages = listPages(
    [
      dossier('1', { douar: 'Douar Imskar' }),
      dossier('2', { douar: '' }),
      dossier('3', { douar: 'IMSKAR' }),
      dossier('4', { douar: 'Imskar ' }),
      dossier('5', { douar: 'Imskar' }),
      dossier('6', { douar: 'Aguersioual' }),
    ],
    packOf,
    'douar',
    both,
  )
  expect(pages.map(({ place, rows }) => [place, rows.length])).toEqual([
    ['Aguersioual', 1],
    ['Imskar', 4],
    ['', 1],
  ])
})

test('a word that is the whole place is not taken for its kind', () => {
  expect(placeKey('Douar')).not.toBe('')
  expect(placeKey('دوار إمسكار')).toBe(placeKey('إمسكار'))
})

test('a list gives a first name in each script and nothing else of a name', () => {
  const [page] = listPages([dossier('1')], packOf, 'douar', both)
  expect(page?.rows[0]?.firstNames).toEqual(['فاطمة', 'Fatima'])
  expect(JSON.stringify(page)).not.toMatch(/Baha|Zahra|residence/)
})

test('a first name of two words is kept whole', () => {
  const [page] = listPages([dossier('1', { title: 'عبد الله أمغار · Abd Allah Amghar' })], packOf, 'douar', both)
  expect(page?.rows[0]?.firstNames).toEqual(['عبد الله', 'Abd Allah'])
})

test('a procedure that names nobody gives no name', () => {
  const [page] = listPages(
    [dossier('1', { procedure: 'road@1.0.0', title: 'Nid-de-poule / حفرة' })],
    packOf,
    'douar',
    both,
  )
  expect(page?.rows[0]?.firstNames).toEqual([])
})

test('what is missing is named with its picture; a paper this device has no name for keeps its id', () => {
  const [page] = listPages([dossier('1', { public: 'missing', missing: ['photo', 'other'] })], packOf, 'douar', both)
  expect(page?.rows[0]?.bring.map(({ id, pictogram }) => [id, pictogram])).toEqual([
    ['photo', 'photo'],
    ['other', ''],
  ])
})

test('a round has a page for each point, douar after douar, ready papers before missing ones', () => {
  const pages = listPages(
    [
      dossier('4', { douar: 'Imlil', public: 'missing' }),
      dossier('3', { douar: 'Imlil' }),
      dossier('2', { douar: 'Aremd' }),
      dossier('1', { point: 'epn-imlil' }),
    ],
    packOf,
    'round',
    both,
  )
  expect(pages.map(({ place, rows }) => [place, rows.map(({ id }) => id)])).toEqual([
    ['epn-asni', ['2', '3', '4']],
    ['epn-imlil', ['1']],
  ])
})

test('only what is ready or missing is listed, each dossier once, and only in the states that are asked for', () => {
  const dossiers = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      public: fc.constantFrom(...publicStates),
      douar: fc.constantFrom('Imskar', 'imskar', 'Aremd', ''),
      point: fc.constantFrom('a', 'b'),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  )
  fc.assert(
    fc.property(
      dossiers,
      fc.constantFrom('douar' as const, 'round' as const),
      fc.subarray([...both]),
      (some, by, states) => {
        const made = some.map(({ id, ...over }) => dossier(id, over))
        const listed = listPages(made, packOf, by, states).flatMap(({ rows }) => rows.map((row) => row.id))
        const wanted = made.filter((one) => states.some((state) => state === one.public)).map((one) => one.id)
        expect([...listed].sort()).toEqual([...wanted].sort())
      },
    ),
  )
})
