import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pictogramNames } from './pictogram-names.ts'
import { pictureUrl, readSheet } from './picture-sheet.ts'

const sprite = readFileSync(new URL('../../icons/pictograms.svg', import.meta.url), 'utf8')

test('before the sprite was read no picture has an address; afterwards every one has its own', () => {
  expect(pictureUrl('house')).toBeNull()
  readSheet(sprite)
  const urls = pictogramNames.map(pictureUrl)
  expect(new Set(urls).size).toBe(pictogramNames.length)
  expect(urls.every((url) => url?.startsWith('data:image/svg+xml,'))).toBe(true)
})

test('a picture refers to nothing outside of itself', () => {
  readSheet(sprite)
  for (const name of pictogramNames) {
    const svg = decodeURIComponent(pictureUrl(name) ?? '')
    const asked = [...svg.matchAll(/(?:href="|url\()#([\w-]+)/g)].map((found) => found[1] ?? '')
    expect(
      asked.filter((id) => !svg.includes(`id="${id}"`)),
      name,
    ).toEqual([])
  }
})
