// Reads what the voices are made of (the catalogue, the packs, the texts of the citizen's room) and what was made of it.
// Only reads; `voices.ts` writes.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { ProcedurePack } from '../shared/procedure/pack.ts'
import { parseCatalogue, promptsOf } from '../shared/speech/catalogue.ts'
import type { Catalogue, Catalogues, Prompt } from '../shared/speech/catalogue.ts'
import type { VoiceId } from '../shared/speech/variety.ts'
import { loadPacks } from './packs-check.ts'
import { spokenArabic } from './voices-arabic.ts'

const root = join(import.meta.dirname, '..')
export const voicesFolder = join(root, 'voices')

/** The voices a machine makes until people have recorded theirs. */
export const syntheticVoices = ['fr', 'ar'] as const
export type SyntheticVoice = (typeof syntheticVoices)[number]

export interface VoiceFiles {
  readonly catalogues: Catalogues
  readonly packs: readonly ProcedurePack[]
  readonly prompts: readonly Prompt[]
  /** The tour of a trainee: steps that only a helper hears, in packs of their own. */
  readonly tour: Catalogue
  /** Catalogue files that do not parse, by name. */
  readonly mistakes: readonly string[]
}

export const loadVoiceFiles = async (): Promise<VoiceFiles> => {
  const folder = join(voicesFolder, 'catalogue')
  const mistakes: string[] = []
  const read = (name: string): Catalogue => {
    const path = join(folder, `${name}.json`)
    if (!existsSync(path)) return {}
    const parsed = parseCatalogue(json(path))
    if (parsed.ok) return parsed.value
    mistakes.push(...parsed.error.map((mistake) => `${name}.json: ${mistake}`))
    return {}
  }
  const { packs } = await loadPacks(join(root, 'procedures'))
  const known = new Set(['app', 'figures', 'tour', ...packs.map((pack) => pack.id)])
  for (const file of readdirSync(folder)) {
    if (!known.has(file.replace(/\.json$/u, ''))) mistakes.push(`${file}: belongs to no procedure`)
  }
  const catalogues: Catalogues = {
    app: read('app'),
    appTexts: v.parse(texts, json(join(root, 'pwa/text/messages/citizen.json'))),
    figures: read('figures'),
    packs: Object.fromEntries(packs.map((pack) => [pack.id, read(pack.id)])),
  }
  return { catalogues, packs, prompts: promptsOf(catalogues, packs), tour: read('tour'), mistakes }
}

const texts = v.record(v.string(), v.strictObject({ fr: v.string(), ar: v.string() }))

/** What was made of a script: `voices/<voice>/index.json`, by clip id. */
const made = v.record(
  v.string(),
  v.strictObject({
    /** Of the script and of how it is said: another one, and the clip is stale. */
    sha: v.string(),
    ms: v.number(),
    /** In Opus. */
    bytes: v.number(),
  }),
)
export type MadeClips = v.InferOutput<typeof made>

/** Of a folder of `voices/`: a voice, or a tour. */
export const loadMade = (folder: VoiceId | `tour/${SyntheticVoice}`): MadeClips => {
  const path = join(voicesFolder, folder, 'index.json')
  return existsSync(path) ? v.parse(made, json(path)) : {}
}

/** Clip id → script, of everything a voice says. */
export const scriptsOf = (prompts: readonly Prompt[], voice: VoiceId): ReadonlyMap<string, string> =>
  new Map(prompts.flatMap(({ id, say }) => (say[voice] === undefined ? [] : [[id, say[voice]] as const])))

/** The same of the tour. */
export const tourScriptsOf = (tour: Catalogue, voice: SyntheticVoice): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(tour).flatMap(([id, { say }]) => (say[voice] === undefined ? [] : [[id, say[voice]] as const])),
  )

/** How each voice speaks. Slower than people read: what is said once must be caught once. */
const engine: Readonly<Record<SyntheticVoice, { readonly name: string; readonly wordsPerMinute: number }>> = {
  fr: { name: 'fr-fr', wordsPerMinute: 145 },
  ar: { name: 'ar', wordsPerMinute: 172 },
}

/** Names that the French voice would read as French, or as English. */
const respelt: readonly (readonly [written: string, said: string])[] = [
  ['Tachelhit', 'Tachel-hite'],
  ['Tamazight', 'Tama-zirte'],
  ['Tarifit', 'Tarifite'],
  ['’', "'"],
]

/** The arguments of espeak-ng. The letters of a card are said in French in every language here, since they are read so. */
export const engineArguments = (script: string, voice: SyntheticVoice): readonly string[] => {
  const speaker = /\p{Script=Arabic}/u.test(script) ? voice : 'fr'
  const said =
    speaker === 'ar' ? spokenArabic(script) : respelt.reduce((text, [from, to]) => text.replaceAll(from, to), script)
  return ['-v', engine[speaker].name, '-s', String(engine[speaker].wordsPerMinute), '-p', '45', '--stdout', said]
}

/** Raised by hand when the same script would now sound otherwise. */
const recipe = 3

export const shaOf = (script: string, voice: SyntheticVoice): string =>
  createHash('sha256')
    .update(JSON.stringify([recipe, engineArguments(script, voice)]))
    .digest('base64url')
    .slice(0, 12)

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
