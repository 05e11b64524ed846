// The languages people hear. A variety is a voice, not a language of the screen: each has a screen language whose texts
// stand beside it. Never given to Intl, which has no data for most of them and falls back without a word.
import type { Lang } from '../text/l10n.ts'

/** Darija `ary`, Tachelhit `shi`, Tamazight of the Middle Atlas `tzm`, Tarifit `rif` (ISO 639-3), French `fr`. */
export const varieties = ['ary', 'shi', 'tzm', 'rif', 'fr'] as const
export type Variety = (typeof varieties)[number]

/** What a clip is recorded in: a variety, or the standard Arabic of the synthetic default pack. */
export type VoiceId = Variety | 'ar'

export const isVariety = (value: unknown): value is Variety => varieties.some((one) => one === value)

/** The language of the texts beside a voice. */
export const screenLangOf = (variety: Variety): Lang => (variety === 'fr' ? 'fr' : 'ar')

/**
 * Whose clips are tried, in order, when somebody hears this variety. Nobody is answered in a language they did not
 * choose, but for standard Arabic, which the helper then says again in the person's own words.
 */
export const voicesFor = (variety: Variety): readonly VoiceId[] => (variety === 'fr' ? ['fr'] : [variety, 'ar'])
