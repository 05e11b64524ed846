// The title of a dossier as it is shown: names in both scripts, each a block of its own so that neither reorders the
// other; a choice, which the title holds in both languages, in the language of the screen. Pure; it changes no letter.
import type { Lang } from '../../shared/text/l10n.ts'

const arabic = /\p{Script=Arabic}/u
const latin = /\p{Script=Latin}/u

/** `عائشة · أيت باها · Aïcha · Aït Baha` → two parts; `Pont coupé / قنطرة مقطوعة` → the side of `lang`. */
export const titleParts = (title: string, lang: Lang): readonly string[] => {
  const parts: { readonly script: string | null; text: string }[] = []
  for (const piece of title.split(' · ').filter((text) => text.trim() !== '')) {
    const shown = inLanguage(piece, lang)
    // A choice is not a piece of the name beside it.
    const script = shown === piece ? scriptOf(piece) : null
    const last = parts.at(-1)
    if (last !== undefined && script !== null && last.script === script) last.text = `${last.text} ${shown}`
    else parts.push({ script, text: shown })
  }
  return parts.map(({ text }) => text)
}

/** A label may hold a slash of its own: the languages part where the first Arabic begins. */
const inLanguage = (piece: string, lang: Lang): string => {
  const sides = piece.split(' / ')
  const at = sides.findIndex((side) => arabic.test(side))
  if (at <= 0) return piece
  return (lang === 'ar' ? sides.slice(at) : sides.slice(0, at)).join(' / ')
}

const scriptOf = (piece: string): 'arabic' | 'latin' | null => {
  if (arabic.test(piece)) return latin.test(piece) ? null : 'arabic'
  return latin.test(piece) ? 'latin' : null
}
