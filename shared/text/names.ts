// Search keys for names written in Arabic or Latin letters, so that one person or place is found however it was spelt.
// A key decides what is found; the consonant skeleton only ranks, across scripts. Neither ever merges two people.

/** Words of a name, folded: same key, same spelling for the search. Idempotent; words separated by one space. */
export const searchKey = (text: string): string => keyWords(foldLetters(text)).join(' ')

/** Consonants of each word in one Latin alphabet for both scripts: `الحسين` and `Lhoucine` give `hsn`. For ranking. */
export const skeleton = (text: string): string => skeletonWords(foldLetters(text)).join(' ')

/** Does every word of the query begin a word of the name? Same script only; an empty query matches nothing. */
export const matches = (query: string, name: string): boolean => nameFinder(query)(nameKeys(name)) >= 2

/**
 * How well a query finds a name: 4 same key, 3 every word whole, 2 every word a beginning, 1 same consonants (any
 * script), 0 not found.
 */
export const nameScore = (query: string, name: string): NameScore => nameFinder(query)(nameKeys(name))

export type NameScore = 0 | 1 | 2 | 3 | 4

/** What a name is found by, made once for lists that are searched at every letter. */
export interface NameKeys {
  /** Words of the key, a space before and after each. */
  readonly key: string
  /** Words of the skeleton, the same way. */
  readonly sounds: string
}

export const nameKeys = (name: string): NameKeys => createNameKeys()(name)

/** The same for many names of one place, where few words make most of them: each word is folded once. */
export const createNameKeys = (): ((name: string) => NameKeys) => {
  const fold = remembered((word) => foldLetters(word).split(' ').filter(notEmpty))
  const key = remembered(dropArticle)
  const sound = remembered(wordSkeleton)
  return (name) => {
    // Nothing that is folded reaches over a blank.
    const folded = joinServants(name.split(/\s+/u).flatMap(fold))
    return { key: spaced(folded.map(key).filter(notEmpty)), sounds: spaced(folded.map(sound).filter(notEmpty)) }
  }
}

const remembered = <T>(make: (word: string) => T): ((word: string) => T) => {
  const known = new Map<string, T>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const made = make(word)
    known.set(word, made)
    return made
  }
}

/** A query, folded once for all names it is held against. */
export interface NameQuery {
  /** As a name's key, whole. */
  readonly key: string
  /** What each of its words begins with in a key. */
  readonly begun: readonly string[]
  /** Its words in a skeleton, whole; null where one is too short to mean anything. */
  readonly spoken: readonly string[] | null
  /** Its skeleton without blanks: "Nour Eddine" and "Noureddine". Empty when too short. */
  readonly run: string
}

/** Null when nothing of it is a letter or a digit. */
export const nameQuery = (text: string): NameQuery | null => {
  const folded = foldLetters(text)
  const asked = keyWords(folded)
  if (asked.length === 0) return null
  const sounds = skeletonWords(folded)
  const run = sounds.join('')
  return {
    key: spaced(asked),
    begun: asked.map((word) => ` ${word}`),
    spoken: run.length >= 2 && sounds.every((word) => word.length >= 2) ? sounds.map((word) => ` ${word} `) : null,
    run: run.length >= 2 ? run : '',
  }
}

/** Scores names for one query, as `nameScore` does. */
export const nameFinder = (text: string): ((name: NameKeys) => NameScore) => {
  const query = nameQuery(text)
  if (query === null) return () => 0
  return (name) => scoreBySpelling(query, name) || scoreBySound(query, name)
}

export const scoreBySpelling = ({ key, begun }: NameQuery, name: NameKeys): 0 | 2 | 3 | 4 => {
  if (!begun.every((word) => name.key.includes(word))) return 0
  return name.key === key ? 4 : begun.every((word) => name.key.includes(`${word} `)) ? 3 : 2
}

const scoreBySound = ({ spoken, run }: NameQuery, { sounds }: NameKeys): 0 | 1 => {
  if (spoken?.every((word) => sounds.includes(word)) === true) return 1
  return run !== '' && sounds.startsWith(run.slice(0, 1), 1) && runTogether(sounds) === run ? 1 : 0
}

export const runTogether = (sounds: string): string => sounds.replaceAll(' ', '')

const spaced = (parts: readonly string[]): string => ` ${parts.join(' ')} `

// ---------------------------------------------------------------- letters

const arabicFolds: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ڭ: 'ك',
  گ: 'ك',
  ک: 'ك',
  ڤ: 'ف',
  پ: 'ب',
  چ: 'ج',
  ڨ: 'ق',
  ء: '',
}
const latinFolds: Readonly<Record<string, string>> = { ɣ: 'gh', ɛ: 'a', œ: 'oe', æ: 'ae', ß: 'ss', ı: 'i', ʷ: '' }

// Vowel signs, hamzas split off by NFKD, superscript alef, tatweel, Latin accents, and what steers direction or joining.
const invisible = /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]/gu

const foldLetters = (text: string): string => {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[lL]['’ʼ‘`](?=\p{L})/gu, (l, at: number, whole: string) => (/\p{L}/u.test(whole[at - 1] ?? '') ? l : ''))
    .replace(/['’ʼ‘`ʿʾ]/gu, '')
    .replace(invisible, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String(digit.charCodeAt(0) & 0xf))
  return [...plain]
    .map((letter) => arabicFolds[letter] ?? latinFolds[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

// ---------------------------------------------------------------- words

const latinArticles = new Set(['al', 'el', 'l', 'ul'])

/** عبد القادر, Abd El Kader, Abdel-Kader and Abdelkader become one word; a lone Latin article goes. */
const joinServants = (parts: readonly string[]): readonly string[] => {
  const joined: string[] = []
  for (let i = 0; i < parts.length; i++) {
    const word = parts[i] ?? ''
    const next = parts[i + 1]
    if (next !== undefined && (word === 'عبد' || /^abd(?:[aeu]l|oul|e[drstnz]{1,2}e?)?$/u.test(word))) {
      const after = parts[i + 2]
      const article = latinArticles.has(next) && after !== undefined
      joined.push(word + next + (article ? after : ''))
      i += article ? 2 : 1
    } else if (next !== undefined && latinArticles.has(word)) {
      continue
    } else {
      joined.push(word)
    }
  }
  return joined
}

const dropArticle = (word: string): string => (/^ال\p{L}{2}/u.test(word) ? dropArticle(word.slice(2)) : word)

const keyWords = (folded: string): readonly string[] =>
  joinServants(folded.split(' ').filter(notEmpty)).map(dropArticle).filter(notEmpty)
const notEmpty = (text: string): boolean => text !== ''

// ---------------------------------------------------------------- consonants

const arabicSounds: Readonly<Record<string, string>> = {
  ب: 'b',
  ت: 't',
  ث: 't',
  ج: 'j',
  ح: 'h',
  خ: 'x',
  د: 'd',
  ذ: 'd',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'c',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'd',
  غ: 'g',
  ف: 'f',
  ق: 'k',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
}

// In this order: two letters before one; g is the ghayn's letter, so a hard g becomes k as ڭ does.
const latinSounds: readonly (readonly [RegExp, string])[] = [
  [/tch|ch|sh/gu, 'C'],
  [/kh/gu, 'X'],
  [/gh/gu, 'G'],
  [/dj/gu, 'J'],
  [/ph/gu, 'F'],
  [/th/gu, 'T'],
  [/dh/gu, 'D'],
  [/gu(?=[eiy])/gu, 'K'],
  [/g(?=[eiy])/gu, 'J'],
  [/qu?/gu, 'K'],
  [/g/gu, 'K'],
  [/c(?=[eiy])/gu, 'S'],
  [/c/gu, 'K'],
  [/x/gu, 'KS'],
  [/v/gu, 'F'],
  [/p/gu, 'B'],
]
const arabizi: Readonly<Record<string, string>> = { 2: '', 3: '', 5: 'x', 6: 't', 7: 'h', 8: 'g', 9: 'k' }

const skeletonWords = (folded: string): readonly string[] =>
  joinServants(folded.split(' ').filter(notEmpty)).map(wordSkeleton).filter(notEmpty)

const wordSkeleton = (word: string): string => {
  const bare = withoutArticle(word)
  if (/^\p{N}+$/u.test(bare)) return bare
  let latin = bare.replace(/(?<=\p{L})[2356789]|[2356789](?=\p{L})/gu, (digit) => arabizi[digit] ?? '')
  for (const [pattern, sound] of latinSounds) latin = latin.replace(pattern, sound)
  const consonants = [...latin.toLowerCase()]
    .map((letter) => (/[a-z]/u.test(letter) ? letter : (arabicSounds[letter] ?? '')))
    .filter((letter) => !/[aeiouwy]/u.test(letter))
    .join('')
  return consonants.replace(/(.)\1+/gu, '$1').replace(/(?<=.)h$/u, '')
}

/** The article, spoken or swallowed: ال, el-, l + consonant, and the doubled consonant of Echcharif or Abderrahman. */
const withoutArticle = (word: string): string => {
  if (word.startsWith('عبدال')) return `عبد${word.slice(5)}`
  if (/^ال\p{L}{2}/u.test(word)) return word.slice(2)
  return word
    .replace(/^abd(?:[aeiou]|ou)?l(?=[a-z]{2})/u, 'abd')
    .replace(/^[ae]l(?=[bcdfghjkmnqrstvwxz][a-z])/u, '')
    .replace(/^l(?=[bcdfghjkmnqrstvwxz])/u, '')
    .replace(/^[ae](ch(?=ch)|sh(?=sh)|s(?=s)|r(?=r)|d(?=d)|n(?=n)|t(?=t)|z(?=z))/u, '')
}
