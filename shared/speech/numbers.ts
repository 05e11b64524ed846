// A whole number, and a number of things, as clips in the order they are said. Clips are named, never worded: the
// words are in voices/catalogue/figures.json. Never asks Intl, which has no words and no data for most varieties.
//
//   n.0 … n.99      one clip each                  n.100 … n.900      one clip each
//   <clip>.of       as it sounds before what is counted: « six » alone, « si » before dirhams; مئتان, مئتا درهم
//   <noun>.one .two .few .many .hundred            what is counted, Arabic, for 1, 2, 3–10, 11–99 and whole hundreds
//   n.1000, <noun>                                 the same in French, which has one form to the ear
//   and             the Arabic و

/** French counts in its way; Darija and the Tamazight varieties follow the Arabic order. */
export type CountingOrder = 'french' | 'arabic'

/** `eur` has one form in both. */
export type CountedNoun = 'thousand' | 'mad' | 'dzd' | 'eur'

export const greatestNumber = 999_999

/** `value` is a whole number from 0 to 999,999. */
export const numberClips = (value: number, order: CountingOrder): readonly string[] => {
  if (value < 100) return [`n.${value}`]
  if (order === 'french') return frenchNumber(value)
  const rest = value % 1000
  if (value >= 1000) return joined(countedArabic(Math.floor(value / 1000), 'thousand'), rest)
  return joined([`n.${value - (value % 100)}`], value % 100)
}

/** So many of something: `3 dirhams`. */
export const countedClips = (value: number, noun: CountedNoun, order: CountingOrder): readonly string[] => {
  if (noun === 'eur') return [...numberClips(value, order), noun]
  if (order === 'french') return [...beforeNoun(numberClips(value, order), order), noun]
  return countedArabic(value, noun)
}

/** Every clip that the two functions above can name. */
export const numberClipIds = (order: CountingOrder): readonly string[] => {
  const plain = [...upTo(100), ...hundreds].map((value) => `n.${value}`)
  const shortened = [...formsBeforeNoun[order]].map((clip) => `${clip}.of`)
  if (order === 'french') return [...plain, 'n.1000', ...shortened, 'mad', 'dzd', 'eur']
  const nouns = (['thousand', 'mad', 'dzd'] as const).flatMap((noun) => forms.map((form) => `${noun}.${form}`))
  return [...plain, ...shortened, ...nouns, 'and', 'eur']
}

const frenchNumber = (value: number): readonly string[] => {
  const rest = value % 1000
  const thousands = Math.floor(value / 1000)
  const head =
    thousands === 0
      ? []
      : thousands === 1
        ? ['n.1000']
        : [...beforeNoun(numberClips(thousands, 'french'), 'french'), 'n.1000']
  const hundred = rest >= 100 ? [`n.${rest - (rest % 100)}`] : []
  return [...head, ...hundred, ...(rest % 100 === 0 ? [] : [`n.${rest % 100}`])]
}

const forms = ['one', 'two', 'few', 'many', 'hundred'] as const

/** The noun follows the last two digits; after a hundred, one and two are said with the noun again: مئة درهم ودرهمان. */
const countedArabic = (value: number, noun: Exclude<CountedNoun, 'eur'>): readonly string[] => {
  const rest = value % 100
  if (value === 1 || value === 2) return [`${noun}.${value === 1 ? 'one' : 'two'}`]
  if (rest === 1 || rest === 2) {
    return [...countedArabic(value - rest, noun), 'and', ...countedArabic(rest, noun)]
  }
  const number = numberClips(value, 'arabic')
  if (rest > 10) return [...number, `${noun}.many`]
  return [...beforeNoun(number, 'arabic'), `${noun}.${rest === 0 ? 'hundred' : 'few'}`]
}

const joined = (head: readonly string[], rest: number): readonly string[] =>
  rest === 0 ? head : [...head, 'and', ...numberClips(rest, 'arabic')]

const beforeNoun = (clips: readonly string[], order: CountingOrder): readonly string[] => {
  const last = clips.at(-1)
  return last !== undefined && formsBeforeNoun[order].has(last) ? [...clips.slice(0, -1), `${last}.of`] : clips
}

const upTo = (end: number): readonly number[] => Array.from({ length: end }, (_, value) => value)
const hundreds = [100, 200, 300, 400, 500, 600, 700, 800, 900]

/** French loses its last consonant (six, huit, dix); an Arabic number is in construct with what is counted. */
const formsBeforeNoun: Readonly<Record<CountingOrder, ReadonlySet<string>>> = {
  french: new Set([6, 8, 10, 18, 26, 28, 36, 38, 46, 48, 56, 58, 66, 68, 70, 78, 86, 88, 90, 98].map((n) => `n.${n}`)),
  arabic: new Set([
    ...[3, 4, 5, 6, 7, 8, 9, 10, ...hundreds].map((value) => `n.${value}`),
    ...forms.map((form) => `thousand.${form}`),
  ]),
}
