// The catalogue of everything that is said: one row a prompt, with its text, what each voice says, and its picture.
// Rows of the app take their text from the messages of the citizen's room, rows of a procedure from its pack; here is
// how they come together. Pure: whoever reads the files gives their content.
import * as v from 'valibot'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { L10n } from '../text/l10n.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { promptOf } from './spoken.ts'
import type { PromptId } from './spoken.ts'
import type { VoiceId } from './variety.ts'

/** What a voice says, word for word: French for the ear, Arabic with all its vowels, a variety only as its speakers give it. */
export type Script = Readonly<Partial<Record<VoiceId, string>>>

/** One row of `voices/catalogue/*.json`. */
export interface CatalogueRow {
  readonly say: Script
  /** Name of a pictogram; only for rows whose pack gives none, and those of the app. */
  readonly picture?: string
  /** Only for figures, whose text is no message: `23`, `vendredi`. */
  readonly text?: L10n
}
export type Catalogue = Readonly<Record<PromptId, CatalogueRow>>

/** A row with its text and picture found: what the studio lists and the check looks at. */
export interface Prompt {
  readonly id: PromptId
  readonly text: L10n
  readonly say: Script
  /** Null for figures, which are drawn by themselves. */
  readonly picture: string | null
  /** `app`, `figures`, or the id of a pack. */
  readonly group: string
}

export interface Catalogues {
  readonly app: Catalogue
  /** `citizen.json`. */
  readonly appTexts: Readonly<Record<string, L10n>>
  readonly figures: Catalogue
  /** By pack id. */
  readonly packs: Readonly<Record<string, Catalogue>>
}

const words = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'empty'),
)
const script = v.strictObject({
  fr: v.exactOptional(words),
  ar: v.exactOptional(words),
  ary: v.exactOptional(words),
  shi: v.exactOptional(words),
  tzm: v.exactOptional(words),
  rif: v.exactOptional(words),
})
const row = v.strictObject({
  say: script,
  picture: v.exactOptional(words),
  text: v.exactOptional(v.strictObject({ fr: words, ar: words, zgh: v.exactOptional(words) })),
})
/** Ids are names of files too. */
const catalogue = v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]+$/u, 'id')), row)

/** A catalogue file, parsed; each mistake names its row. */
export const parseCatalogue = (json: unknown): Result<Catalogue, readonly string[]> => {
  const parsed = v.safeParse(catalogue, json)
  if (parsed.success) return ok(parsed.output)
  return err(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`))
}

/** Every prompt there is, in the order people meet them, each once; a row that nobody wrote has an empty script. */
export const promptsOf = (catalogues: Catalogues, packs: readonly ProcedurePack[]): readonly Prompt[] => [
  ...Object.entries(catalogues.appTexts).map(([id, text]): Prompt => {
    const found = catalogues.app[id]
    return { id, text, say: found?.say ?? {}, picture: found?.picture ?? null, group: 'app' }
  }),
  ...packs.flatMap((pack) => packPrompts(pack, catalogues.packs[pack.id] ?? {})),
  ...Object.entries(catalogues.figures).flatMap(([id, { say, text }]): readonly Prompt[] =>
    text === undefined ? [] : [{ id, text, say, picture: null, group: 'figures' }],
  ),
]

/** What of a pack is said. Hints are for the helper who types; only those with a row are said too. */
export const packPrompts = (pack: ProcedurePack, rows: Catalogue): readonly Prompt[] => {
  const { service, form, refusalReasons } = pack
  const said = (id: PromptId, text: L10n, picture: string | undefined): Prompt => ({
    id,
    text,
    say: rows[id]?.say ?? {},
    picture: rows[id]?.picture ?? picture ?? null,
    group: pack.id,
  })
  const asked = form.survey.filter(({ type }) => !/^(?:calculate|hidden|begin|end)/u.test(type))
  const prompts = [
    said(promptOf(pack.id, { about: 'name' }), service.name, service.pictogram),
    said(promptOf(pack.id, { about: 'description' }), service.description, service.pictogram),
    ...service.hasInputType.map(({ id, name, pictogram }) => said(promptOf(pack.id, { paper: id }), name, pictogram)),
    ...asked.flatMap(({ type, name, label, hint, pictogram }) => {
      const hintId = promptOf(pack.id, { row: name, hint: true })
      const list = /^select_(?:one|multiple)\s+(\S+)/u.exec(type)?.[1]
      return [
        ...(label === undefined ? [] : [said(promptOf(pack.id, { row: name }), label, pictogram)]),
        ...(hint === undefined || rows[hintId] === undefined ? [] : [said(hintId, hint, pictogram)]),
        ...(list === undefined
          ? []
          : (form.choices[list] ?? []).map((choice) =>
              said(promptOf(pack.id, { list, choice: choice.name }), choice.label, choice.pictogram),
            )),
      ]
    }),
    ...refusalReasons.map(({ id, name }) => said(promptOf(pack.id, { reason: id }), name, 'refused')),
  ]
  // Two questions may share one list.
  return [...new Map(prompts.map((prompt) => [prompt.id, prompt])).values()]
}
