import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { varieties } from '../../shared/speech/variety.ts'
import { practiceCommune, practiceHelper, practiceSite } from './practice-commune.ts'
import { peopleFor, practicePeople } from './practice-people.ts'
import { stepKept, tourSteps } from './practice-tour.ts'

const packOf = (id: string): ProcedurePack =>
  JSON.parse(readFileSync(new URL(`../../procedures/${id}.json`, import.meta.url), 'utf8')) as ProcedurePack

describe('the invented people', () => {
  test.each(practicePeople)('$id asks for something we ship, and holds papers it names', ({ pack, papers }) => {
    const named = packOf(pack).service.hasInputType.map((one) => one.id)
    expect(papers.filter((paper) => !named.includes(paper))).toEqual([])
  })

  test('every variety is heard from one of them', () => {
    expect(new Set(practicePeople.map((one) => one.variety))).toEqual(new Set(varieties))
  })

  test('nobody comes for what is not offered here', () => {
    expect(peopleFor(['xx.road-report']).map((one) => one.id)).toEqual(['moha'])
    expect(peopleFor([])).toEqual([])
  })
})

describe('the invented commune', () => {
  const packs = ['ma.birth-record-extract', 'ma.residence-certificate-local', 'xx.road-report'].map(packOf)
  const directory = practiceCommune(packs, { demo: false, sealKey: 'key' })

  test('its office answers for every procedure', () => {
    const answers = directory.units.flatMap((unit) => unit.pivots)
    expect(packs.filter((pack) => !answers.includes(pack.service.hasCompetentAuthority.type))).toEqual([])
  })

  test('its helper works at its point, whose references begin with 99', () => {
    const point = directory.units.find((unit) => unit.id === practiceHelper.unit)
    expect(point?.site).toBe(practiceSite)
    expect(practiceSite).toBe(99)
  })

  test('the code on its receipts leads to no machine', () => {
    expect(new URL(directory.publicUrl).hostname.endsWith('.invalid')).toBe(true)
  })
})

describe('the tour', () => {
  test('it goes on where it stopped, and begins again from what is no step', () => {
    expect(stepKept('4')).toBe(4)
    expect(stepKept('400')).toBe(tourSteps.length - 1)
    expect([null, '', ' ', '-1', '1.5', 'end', 'NaN'].map(stepKept)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })
})
