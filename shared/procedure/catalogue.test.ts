import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../scripts/packs-check.ts'
import { lifeEvents, offered, packsByEvent, searchPacks } from './catalogue.ts'

const { packs } = await loadPacks(join(import.meta.dirname, '../../procedures'))
const birth = 'ma.birth-record-extract'
const residence = 'ma.residence-certificate-local'
const road = 'xx.road-report'

describe('search by the words people use', () => {
  test.each([
    ['extrait', birth],
    ['Extrait d’acte', birth],
    ["l'acte de naissance", birth],
    ['naissance', birth],
    ['naisance', birth],
    ['ازدياد', birth],
    ['عقد الإزدياد', birth],
    ['الازدياد', birth],
    ['3a9d', birth],
    ['3A9D zdiad', birth],
    ['état-civil', birth],
    ['etat civil', birth],
    ['نُسخَة مُوجَزة', birth],
    ['bghit 3a9d', birth],
    ['extr', birth],
    ['sokna', residence],
    ['soukna', residence],
    ['سكنى', residence],
    ['السكنى', residence],
    ['شهادة السكنى', residence],
    ['residence', residence],
    ['certificat résidence', residence],
    ['chahadat soukna', residence],
    ['مقدم', residence],
    ['moqadem', residence],
    ['طريق', road],
    ['الطريق', road],
    ['piste', road],
    ['tri9', road],
    ['nid de poule', road],
    ['حفرة', road],
    ['lampadaire', road],
  ])('« %s » finds %s first, in both languages', (text, id) => {
    expect(searchPacks(packs, text, 'fr')[0]?.id).toBe(id)
    expect(searchPacks(packs, text, 'ar')[0]?.id).toBe(id)
  })

  test.each(['', '   ', 'de la', 'xyzzy', 'بغيت', '42'])('« %s » finds nothing', (text) => {
    expect(searchPacks(packs, text, 'fr')).toEqual([])
  })

  test('finds each pack by its whole name and by each of its keywords', () => {
    for (const pack of packs) {
      const { name, keyword } = pack.service
      for (const text of [name.fr, name.ar, ...keyword.fr, ...keyword.ar]) {
        expect(
          searchPacks(packs, text, 'fr').map(({ id }) => id),
          text,
        ).toContain(pack.id)
      }
    }
  })

  test('gives every pack at most once, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = searchPacks(packs, text, 'ar')
        expect(new Set(found).size).toBe(found.length)
      }),
    )
  })
})

test('drafts are offered in a demonstration only, suspended packs never', () => {
  expect(offered(packs, { demo: false }).map(({ id }) => id)).toEqual([road])
  expect(offered(packs, { demo: true })).toHaveLength(3)
  const suspended = packs.map((pack) => ({ ...pack, status: 'suspended' as const }))
  expect(offered(suspended, { demo: true })).toEqual([])
})

test('life events come in one order, each with the packs that name it', () => {
  const groups = packsByEvent(packs).map(({ event, packs }) => [event.code, packs.map(({ id }) => id)])
  expect(groups).toEqual([
    ['birth', [birth]],
    ['housing', [residence]],
    ['papers', [birth, residence]],
    ['road', [road]],
  ])
  expect(new Set(lifeEvents.map(({ pictogram }) => pictogram)).size).toBe(lifeEvents.length)
})
