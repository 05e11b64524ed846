// Draws the words of a passphrase from a list, every word as likely as any other. The lists come in a chunk of their own,
// which only the screens where somebody is let in ask for; it is precached, because people are let in offline too.
import type { Lang } from '../../../../shared/text/l10n.ts'
import { folded, isStrong } from '../../../../shared/access/passphrase.ts'

export type WordList = readonly string[]
/** A whole number below 2^32, all equally likely. */
export type RandomNumber = () => number

export const wordsInPassphrase = 4

export const listOf = async (lang: Lang): Promise<WordList> =>
  lang === 'ar' ? (await import('./arabic.ts')).arabicWords : (await import('./french.ts')).frenchWords

/** Numbers above the last whole multiple of the list's length are thrown away: kept, the first words would come oftener. */
const drawWord = (list: WordList, random: RandomNumber): string => {
  const fair = 2 ** 32 - (2 ** 32 % list.length)
  for (;;) {
    const drawn = random()
    const word = drawn < fair ? list[drawn % list.length] : undefined
    if (word !== undefined) return word
  }
}

/** Never four words so short or so alike that the rule for one's own choice would refuse them. */
export const drawPassphrase = (list: WordList, random: RandomNumber = fromBrowser): readonly string[] => {
  for (;;) {
    const words = Array.from({ length: wordsInPassphrase }, () => drawWord(list, random))
    if (isStrong(words.join(' '))) return words
  }
}

/** Whether what was typed is these words, in this order. */
export const areTyped = (words: readonly string[], typed: string): boolean => folded(typed) === folded(words.join(' '))

const fromBrowser: RandomNumber = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
