// The words beside the voice, in the language of the person and not of the helper's screen: hence both languages at
// once, and not by room and language like the other messages. It has no current language.
import type { PromptId } from '../../../shared/speech/spoken.ts'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import messages from '../../text/messages/citizen.json' with { type: 'json' }

const catalogue: Readonly<Record<string, L10n>> = messages

/** Throws for a prompt of the app without words: a card without its line of text may not be drawn. */
export const citizenWords = (id: PromptId, lang: Lang): string => {
  const words = catalogue[id]?.[lang]
  if (words === undefined) throw new Error(`no words for ${id}`)
  return words
}
