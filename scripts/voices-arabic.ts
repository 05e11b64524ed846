// Vowelled Arabic, respelt as it is said, for a speech engine that reads letter by letter: it would say the silent alif
// of a plural and the t of a word that ends a sentence, and stop before every article. Only the engine sees this
// spelling; people read the script as it is written.

const shadda = '\u0651'
const sukun = '\u0652'
const [fatha, damma, kasra] = ['\u064e', '\u064f', '\u0650']
const anyVowel = '[\u064b-\u0650]'
const sunLetters = 'تثدذرزسشصضطظلن'

/** Has every word of four letters or more at least one mark? Without any, the engine guesses. */
export const isVowelled = (text: string): boolean =>
  text
    .split(/[^\p{L}\p{M}]+/u)
    .every((word) => word.replace(/\P{Script=Arabic}/gu, '').length < 4 || /[\u064b-\u0652\u0670]/u.test(word))

/** `هَذِهِ الْوَثِيقَة` becomes `هَاذِهِلْوَثِيقَه`. */
export const spokenArabic = (text: string): string =>
  text
    .normalize('NFC')
    // Unicode sorts the vowel before the shadda; the engine wants it after, or drops it.
    .replace(new RegExp(`(${anyVowel})${shadda}`, 'gu'), `${shadda}$1`)
    .split(/([،.؟?!:؛]\s*)/u)
    .map((part, at) => (at % 2 === 0 ? spokenPhrase(part) : part))
    .join('')

const spokenPhrase = (phrase: string): string =>
  phrase
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map(spokenWord)
    .reduce((said, next) => (said === '' ? withFirstAlif(next) : linked(said, next)), '')
    // Before a pause the vowel of ـُونَ is not said.
    .replace(new RegExp(`(${damma}ون)${fatha}$`, 'u'), '$1')

const spokenWord = (word: string): string =>
  withPrefix(word)
    // هَذَا, هَذِهِ are written without their long vowel.
    .replace(new RegExp(`^([وفلبك]?[${fatha}${kasra}]?)ه${fatha}?ذ(?=[${fatha}${kasra}])`, 'u'), `$1ه${fatha}اذ`)
    // The silent alif after the و of a plural.
    .replace(new RegExp(`(${damma}و|${fatha}و${sukun})ا$`, 'u'), '$1')
    // Without a vowel of its own, the ة is said as before a pause.
    .replace(/ة$/u, 'ه')
    // To the engine a bare ك at the end is the ending of "your".
    .replace(/ك$/u, `ك${sukun}`)

/** بِالْـ and وَالْـ: the alif of the article is not said after them. */
const withPrefix = (word: string): string => {
  const found = new RegExp(`^([وف]${fatha}|[بل]${kasra}|ك${fatha})(ا.+)$`, 'u').exec(word.replace(/^اَل/u, 'ال'))
  const rest = found?.[2] === undefined ? null : withoutFirstAlif(found[2])
  return rest === null ? word.replace(/^اَل/u, 'ال') : `${found?.[1] ?? ''}${rest}`
}

/** A sentence begins with its article said in full, its ل as the letter it has become. */
const withFirstAlif = (word: string): string => {
  const rest = word.startsWith('ال') ? withoutFirstAlif(word) : null
  return rest === null ? word : `أ${fatha}${rest}`
}

/** An article or a joining alif is not said after a vowel, and a vowel that was long before it becomes short. */
const linked = (said: string, next: string): string => {
  const rest = withoutFirstAlif(next)
  if (rest === null) return `${said} ${next}`
  const short = said
    .replace(new RegExp(`${fatha}[اى]$`, 'u'), fatha)
    .replace(new RegExp(`${kasra}ي$`, 'u'), kasra)
    .replace(new RegExp(`${damma}و$`, 'u'), damma)
  return new RegExp(`[${fatha}${damma}${kasra}]$`, 'u').test(short) ? short + rest : `${said} ${next}`
}

/** What is said of a word whose first alif is only there to begin with; null for any other word. */
const withoutFirstAlif = (word: string): string | null => {
  const sun = new RegExp(`^ال([${sunLetters}]${shadda}.*)$`, 'u').exec(word)
  if (sun?.[1] !== undefined) return sun[1]
  // الِاسْم: the article takes the kasra, and the alif of the noun goes.
  const joined = new RegExp(`^ال${kasra}ا(.+)$`, 'u').exec(word)
  if (joined?.[1] !== undefined) return `ل${kasra}${joined[1]}`
  const moon = new RegExp(`^ال${sukun}?(?!${anyVowel})(.+)$`, 'u').exec(word)
  if (moon?.[1] !== undefined) return `ل${sukun}${moon[1]}`
  return new RegExp(`^ا\\p{L}${sukun}`, 'u').test(word) ? word.slice(1) : null
}
