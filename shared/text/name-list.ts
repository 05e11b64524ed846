// Many names searched at once, at every letter that is typed. Their keys are laid end to end in three texts, so that the
// engine's own search runs through them: it looks only at the names that have what is asked for, not at each in turn.
import { nameQuery, runTogether, scoreBySpelling, type NameKeys } from './names.ts'

export interface NameList {
  /** For each name, at its place, what `nameScore` says. */
  scores(query: string): Uint8Array
}

/** Costs about as much as one look at every name. */
export const createNameList = (names: readonly NameKeys[]): NameList => {
  const keys = layOut(names.map(({ key }) => key))
  const sounds = layOut(names.map((name) => name.sounds))
  const runs = layOut(names.map((name) => runTogether(name.sounds)))
  return {
    scores: (text) => {
      const scores = new Uint8Array(names.length)
      const query = nameQuery(text)
      if (query === null) return scores
      keys.each(longest(query.begun), (at) => {
        const name = names[at]
        if (name) scores[at] = scoreBySpelling(query, name)
      })
      const bySound = (at: number): void => {
        if (scores[at] === 0) scores[at] = 1
      }
      const { spoken, run } = query
      if (spoken !== null)
        sounds.each(longest(spoken), (at) => {
          if (spoken.every((word) => names[at]?.sounds.includes(word))) bySound(at)
        })
      if (run !== '') runs.each(`\n${run}\n`, bySound)
      return scores
    },
  }
}

/** The one that the fewest names have, as far as its length can tell. */
const longest = (words: readonly string[]): string =>
  words.reduce((found, word) => (word.length > found.length ? word : found), '')

interface LaidOut {
  /** Once for each part that has the word in it; a part begins and ends with a line feed. In order. */
  each(word: string, take: (at: number) => void): void
}

const layOut = (parts: readonly string[]): LaidOut => {
  const text = `\n${parts.join('\n')}\n`
  // Where each part begins, with the line feed before it; one more for the end.
  const begins = new Uint32Array(parts.length + 1)
  for (const [at, part] of parts.entries()) begins[at + 1] = (begins[at] ?? 0) + part.length + 1
  return {
    each: (word, take) => {
      let at = 0
      for (let found = text.indexOf(word); found >= 0; found = text.indexOf(word, begins[at])) {
        while ((begins[at + 1] ?? Infinity) <= found) at++
        if (at >= parts.length) return
        take(at++)
      }
    },
  }
}
