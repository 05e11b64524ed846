// The order of Tifinagh letters in Moroccan schools and dictionaries (IRCAM), which is not that of Unicode: ⵄ comes
// before ⵅ, and ⵯ makes another letter of ⴳ and ⴽ. Written down, since a browser without data for it sorts in its own
// way. For showing lists; searching is in names.ts.

const letters = 'ⴰ ⴱ ⴳ ⴳⵯ ⴷ ⴹ ⴻ ⴼ ⴽ ⴽⵯ ⵀ ⵃ ⵄ ⵅ ⵇ ⵉ ⵊ ⵍ ⵎ ⵏ ⵓ ⵔ ⵕ ⵖ ⵙ ⵚ ⵛ ⵜ ⵟ ⵡ ⵢ ⵣ ⵥ'.split(' ')
const rank: ReadonlyMap<string, number> = new Map(letters.map((letter, at) => [letter, at]))

/** Words of other scripts come before, in the order of their characters; a space before every letter. */
export const compareTifinagh = (a: string, b: string): number => {
  const [left, right] = [ranksOf(a), ranksOf(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Above every code point, so that the letters stay together and after the rest. */
const afterAll = 0x11_00_00

const ranksOf = (text: string): readonly number[] =>
  [...text.matchAll(/[ⴳⴽ]ⵯ|./gsu)].map(([letter]) => {
    const at = rank.get(letter)
    return at === undefined ? (letter.codePointAt(0) ?? 0) : afterAll + at
  })
