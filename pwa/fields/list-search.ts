// Finding one entry of a long list (1,503 communes) by what people type, in either script and loose spelling.
// The keys are folded once a list; a keystroke then only compares.
import type { Choice } from '../../shared/form/form.ts'
import { searchKey, skeleton } from '../../shared/text/names.ts'

interface Entry {
  readonly choice: Choice
  /** Folded French and Arabic names. */
  readonly keys: readonly string[]
  readonly sounds: readonly string[]
}

const indexes = new WeakMap<readonly Choice[], readonly Entry[]>()

const indexOf = (list: readonly Choice[]): readonly Entry[] => {
  const known = indexes.get(list)
  if (known !== undefined) return known
  const made = list.map((choice) => {
    const names = [choice.label.fr, choice.label.ar]
    return { choice, keys: names.map(searchKey), sounds: names.map(skeleton) }
  })
  indexes.set(list, made)
  return made
}

/** Best first, at most `limit`; same score keeps the list's order. Nothing typed finds nothing. */
export const searchList = (list: readonly Choice[], typed: string, limit = 20): readonly Choice[] => {
  const asked = searchKey(typed)
  if (asked === '') return []
  const sound = skeleton(typed)
  return indexOf(list)
    .map((entry) => ({ entry, score: scoreOf(entry, asked, sound) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map((found) => found.entry.choice)
}

const scoreOf = (entry: Entry, asked: string, sound: string): number => {
  if (entry.keys.includes(asked)) return 5
  if (entry.keys.some((key) => key.startsWith(asked))) return 4
  if (entry.keys.some((key) => everyWordBegins(asked, key))) return 3
  // Two consonants match half the country.
  if (sound.length < 3) return 0
  if (entry.sounds.includes(sound)) return 2
  return entry.sounds.some((other) => other.startsWith(sound)) ? 1 : 0
}

const everyWordBegins = (asked: string, key: string): boolean => {
  const held = key.split(' ')
  return asked.split(' ').every((word) => held.some((candidate) => candidate.startsWith(word)))
}
