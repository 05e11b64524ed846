import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pictogramNames } from './pictogram-names.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const packs = readdirSync(new URL('procedures/', root)).filter((name) => name.endsWith('.json'))

describe('pictograms', () => {
  test('there are packs to check', () => {
    expect(packs.length).toBeGreaterThan(0)
  })

  test.each(packs)('every picture %s names exists', (pack) => {
    const missing = picturesIn(JSON.parse(read(`procedures/${pack}`))).filter(
      (name) => !(pictogramNames as readonly string[]).includes(name),
    )
    expect(missing).toEqual([])
  })

  test('every name has its file and its place in the sprite', () => {
    const sprite = read('icons/pictograms.svg')
    const holes = pictogramNames.filter(
      (name) => !existsSync(new URL(`icons/pictograms/${name}.svg`, root)) || !sprite.includes(`<symbol id="${name}"`),
    )
    expect(holes).toEqual([])
  })

  test('every picture is credited', () => {
    const credits = read('icons/CREDITS.md')
    expect(pictogramNames.filter((name) => !new RegExp(`\\b${name}\\b`).test(credits))).toEqual([])
  })
})

/** Names under `pictogram`, wherever they stand, and in the `pictograms` of a list or a map. */
function picturesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(picturesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'pictogram' && typeof inner === 'string') return [inner]
    if (key === 'pictograms' && typeof inner === 'object' && inner !== null)
      return Object.values(inner).filter((one) => typeof one === 'string')
    return picturesIn(inner)
  })
}
