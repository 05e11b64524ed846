// Which prompts the studio shows, and which comes next. Pure.
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import { heardOf, type CoverageOf, type Heard } from '../../../shared/voice/coverage.ts'

export interface Wanted {
  readonly voice: VoiceId
  /** Group of the catalogue; null for all. */
  readonly group: string | null
  /** Only what no person says yet and nobody has recorded. */
  readonly missingOnly: boolean
}

export type Said = Pick<CoverageOf, 'chosen' | 'recordings'>

export interface ListedPrompt {
  readonly prompt: Prompt
  readonly heard: Heard
  /** Somebody tried, and a supervisor said no: it is to be done again. */
  readonly again: boolean
}

/** A default pack says a prompt where there is a script for its very voice: nobody is listed by another's language. */
export const defaultsOf = (voice: VoiceId, prompts: readonly Prompt[]): ReadonlySet<string> =>
  new Set(
    voice === 'fr' || voice === 'ar' ? prompts.flatMap(({ id, say }) => (say[voice] === undefined ? [] : [id])) : [],
  )

export const listOf = (prompts: readonly Prompt[], said: Said, { voice, group, missingOnly }: Wanted) => {
  const of = { ...said, voice, defaults: defaultsOf(voice, prompts) }
  const rejected = new Set(
    said.recordings.flatMap((one) => (one.state === 'rejected' && one.voice === voice ? [one.prompt] : [])),
  )
  return prompts
    .filter((prompt) => group === null || prompt.group === group)
    .map((prompt): ListedPrompt => {
      const heard = heardOf(prompt.id, of)
      return { prompt, heard, again: isOpen(heard) && rejected.has(prompt.id) }
    })
    .filter(({ heard }) => !missingOnly || isOpen(heard))
}

/** No person says it, and nobody waits for a supervisor. */
const isOpen = (heard: Heard): boolean => heard === 'missing' || heard === 'default'

/** The next prompt that still needs a voice, after this one and round to the first; null when there is none. */
export const nextAfter = (id: string, prompts: readonly Prompt[], said: Said, wanted: Wanted): string | null => {
  const order = prompts.map((prompt) => prompt.id)
  const open = listOf(prompts, said, { ...wanted, missingOnly: true }).filter(({ prompt }) => prompt.id !== id)
  const place = order.indexOf(id)
  const later = open.find(({ prompt }) => order.indexOf(prompt.id) > place)
  return (later ?? open[0])?.prompt.id ?? null
}

/** Groups in the order in which they come. */
export const groupsOf = (prompts: readonly Prompt[]): readonly string[] => [
  ...new Set(prompts.map(({ group }) => group)),
]
