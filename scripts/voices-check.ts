// Checks that everything the desk says can be said and shown, and lists what people still have to record. Fails on a
// hole in the French or Arabic text, script or picture, on Arabic without vowels, and on a clip that is missing or stale.
// Usage: node scripts/voices-check.ts
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pictogramNames } from '../pwa/ui/pictogram-names.ts'
import { lifeEvents } from '../shared/procedure/catalogue.ts'
import type { Prompt } from '../shared/speech/catalogue.ts'
import { figureClipIds } from '../shared/speech/clips.ts'
import { varieties } from '../shared/speech/variety.ts'
import type { VoiceId } from '../shared/speech/variety.ts'
import { isVowelled } from './voices-arabic.ts'
import { tourSteps } from '../pwa/models/practice-tour.ts'
import {
  loadMade,
  loadVoiceFiles,
  scriptsOf,
  shaOf,
  syntheticVoices,
  tourScriptsOf,
  voicesFolder,
} from './voices-files.ts'
import type { MadeClips, SyntheticVoice, VoiceFiles } from './voices-files.ts'

const pictures: ReadonlySet<string> = new Set(pictogramNames)
/** As long as ux allows a sentence, twice: a machine speaks slower than people. */
const longestMs = 10_000
const shortestMs = 200
/** A helper who learns listens longer. */
const longestStepMs = 25_000
/** One voice with its figures and the app itself (260 KB) must come in a first load of 1.3 MiB. */
const heaviest = 1_000_000

/** Each line names the row; empty when everything can be said. */
export const voiceMistakes = ({ catalogues, prompts, mistakes }: VoiceFiles): readonly string[] => {
  const known = new Set(prompts.map(({ id }) => id))
  const rows = [catalogues.app, ...Object.values(catalogues.packs), catalogues.figures].flatMap((rows) =>
    Object.keys(rows),
  )
  const demanded: readonly (readonly [id: string, voice: SyntheticVoice | null])[] = [
    ...lifeEvents.map(({ code }) => [`app.event.${code}`, null] as const),
    ...varieties.map((variety) => [`app.variety.${variety}`, null] as const),
    ...syntheticVoices.flatMap((voice) => figureClipIds(voice).map((id) => [id, voice] as const)),
  ]
  const scripts = new Map(prompts.map(({ id, say }) => [id, say]))
  return [
    ...mistakes,
    ...rows.filter((id) => !known.has(id)).map((id) => `${id}: said by nobody; its text or its pack has no such row`),
    ...prompts.flatMap(promptMistakes),
    ...demanded.flatMap(([id, voice]) => {
      const say = scripts.get(id)
      if (say === undefined) return [`${id}: is not in the catalogue`]
      return voice !== null && say[voice] === undefined ? [`${id}: nothing to say in ${voice}`] : []
    }),
  ]
}

const promptMistakes = ({ id, text, say, picture, group }: Prompt): readonly string[] => {
  const isFigure = group === 'figures'
  return [
    ...(text.fr.trim() === '' || text.ar.trim() === '' ? [`${id}: a hole in its text`] : []),
    ...(isFigure ? [] : syntheticVoices.filter((voice) => say[voice] === undefined)).map(
      (voice) => `${id}: nothing to say in ${voice}`,
    ),
    ...(say.ar !== undefined && !isVowelled(say.ar) ? [`${id}: Arabic without its vowels: ${say.ar}`] : []),
    ...(isFigure || (picture !== null && pictures.has(picture))
      ? []
      : [`${id}: no picture named ${picture ?? '(none)'}`]),
  ]
}

/** Each step of the tour is said, and nothing else is. */
export const tourMistakes = (tour: VoiceFiles['tour']): readonly string[] => {
  const steps = new Set(tourSteps.map(({ id }) => `tour.${id}`))
  return [
    ...Object.keys(tour)
      .filter((id) => !steps.has(id))
      .map((id) => `${id}: no step of the tour`),
    ...[...steps].flatMap((id) =>
      syntheticVoices
        .filter((voice) => tour[id]?.say[voice] === undefined)
        .map((voice) => `${id}: nothing to say in ${voice}`),
    ),
    ...Object.entries(tour)
      .filter(([, { say }]) => say.ar !== undefined && !isVowelled(say.ar))
      .map(([id]) => `${id}: Arabic without its vowels`),
  ]
}

/** What the default voice of a machine lacks, or says otherwise than its script; `isThere` is asked for a file. */
export const clipMistakes = (
  voice: SyntheticVoice,
  scripts: ReadonlyMap<string, string>,
  made: MadeClips,
  isThere: (file: string) => boolean,
  longest = longestMs,
): readonly string[] => {
  const stale = [...scripts].filter(([id, script]) => made[id]?.sha !== shaOf(script, voice)).map(([id]) => id)
  const missing = [...scripts.keys()]
    .flatMap((id) => ['webm', 'mp3'].map((format) => `${id}.${format}`))
    .filter((file) => !isThere(`${voice}/${file}`))
  const orphans = Object.keys(made).filter((id) => !scripts.has(id))
  const odd = Object.entries(made).filter(([, { ms }]) => ms < shortestMs || ms > longest)
  const bytes = Object.values(made).reduce((sum, clip) => sum + clip.bytes, 0)
  return [
    ...(bytes > heaviest ? [`${voice}: ${bytes} bytes in Opus, more than ${heaviest}`] : []),
    ...several(`${voice}: clips that do not say their script, npm run voices makes them`, stale),
    ...several(`${voice}: files that are not there`, missing),
    ...several(`${voice}: clips that nobody says any more`, orphans),
    ...odd.map(([id, { ms }]) => `${voice}/${id}: lasts ${ms} ms`),
  ]
}

const several = (what: string, ids: readonly string[]): readonly string[] =>
  ids.length === 0
    ? []
    : [`${what}: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`]

/** How much of what is said a voice has: scripts for people to speak, and, for a machine's, clips. */
const coverage = (voice: VoiceId, prompts: readonly Prompt[]): string => {
  const wanted = prompts.filter(({ group }) => group !== 'figures')
  const scripted = wanted.filter(({ say }) => say[voice] !== undefined).length
  const clips = Object.values(loadMade(voice))
  const bytes = clips.reduce((sum, clip) => sum + clip.bytes, 0)
  const made =
    clips.length === 0 ? 'no default voice, recorded in the studio' : `${clips.length} clips, ${bytes} bytes in Opus`
  return `${voice}: ${scripted} of ${wanted.length} sentences have a script; ${made}`
}

if (import.meta.main) {
  const files = await loadVoiceFiles()
  const isThere = (file: string): boolean => existsSync(join(voicesFolder, file))
  const problems = [
    ...voiceMistakes(files),
    ...tourMistakes(files.tour),
    ...syntheticVoices.flatMap((voice) => [
      ...clipMistakes(voice, scriptsOf(files.prompts, voice), loadMade(voice), isThere),
      ...clipMistakes(
        voice,
        tourScriptsOf(files.tour, voice),
        loadMade(`tour/${voice}`),
        (file) => isThere(join('tour', file)),
        longestStepMs,
      ),
    ]),
  ]
  for (const voice of ['ar', ...varieties] as const) console.log(coverage(voice, files.prompts))
  for (const problem of problems) console.error(problem)
  console.log(`${files.prompts.length} prompts, ${problems.length} mistakes`)
  if (problems.length > 0) process.exitCode = 1
}
