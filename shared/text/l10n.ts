// The languages a text can be in, and how to pick one. Text without French and Arabic does not load.

/** Languages the interface can be shown in (BCP 47). Spoken varieties (ary, shi, tzm, rif) are voices, not here. */
export type Lang = 'fr' | 'ar'

/** One text in every language we must have; `zgh` (standard Tamazight) only where a native translator gave it. */
export interface L10n {
  readonly fr: string
  readonly ar: string
  readonly zgh?: string
}

export const inLang = (text: L10n, lang: Lang): string => text[lang]
