// The copies that lie in a place: folders named by us, with a note that reads. A folder that was left unfinished, and one
// that somebody else put there, is never taken for a copy.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest, type Manifest } from './manifest.ts'

export interface Copy {
  readonly folder: string
  readonly manifest: Manifest
}

const finished = /^sauvegarde-\d{6,}-[\dTZ.-]+$/
const unfinished = /^sauvegarde-\d{6,}-([\dTZ.-]+)\.inachevee$/

/** Where a backup is made, until it has been verified. */
export const copyFolder = (place: string, number: number, at: string): string =>
  join(place, `sauvegarde-${String(number).padStart(6, '0')}-${at.replaceAll(':', '-')}`)

/** The newest first; none when the place cannot be read. */
export const copiesIn = (place: string): readonly Copy[] =>
  namesIn(place)
    .filter((name) => finished.test(name))
    .flatMap((name) => {
      const folder = join(place, name)
      const manifest = readManifest(folder)
      return manifest ? [{ folder, manifest }] : []
    })
    .sort((a, b) => b.manifest.at.localeCompare(a.manifest.at) || b.manifest.number - a.manifest.number)

/** Copies that were begun and not called good, with the moment in their name, ISO 8601. */
export const unfinishedIn = (place: string): readonly { readonly folder: string; readonly at: string }[] =>
  namesIn(place).flatMap((name) => {
    const at = unfinished.exec(name)?.[1]?.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')
    return at === undefined || Number.isNaN(Date.parse(at)) ? [] : [{ folder: join(place, name), at }]
  })

const namesIn = (place: string): readonly string[] => {
  try {
    return readdirSync(place)
  } catch {
    return []
  }
}
