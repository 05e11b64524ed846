// What a search through every dossier on the device finds: a reference or a telephone number by its digits, a person or
// a place by name in either script, best first. Same consonants are shown last and never taken for the same person.
import { digitsOf } from '../../../shared/dossier/reference.ts'
import { createNameKeys, nameFinder, type NameKeys } from '../../../shared/text/names.ts'
import { isFiled, type QueueItem } from './queue.ts'

export interface Keys extends NameKeys {
  readonly digits: string
}

export interface SearchKeys {
  of(item: QueueItem): Keys
  /** Makes those that are not made yet until `isLate` says so. True when all are made. */
  warm(items: readonly QueueItem[], isLate: () => boolean): boolean
}

/** Made once for each line and gone with it. The words of names stay as long as this does: a room's, never a module's. */
export const createSearchKeys = (): SearchKeys => {
  const known = new WeakMap<QueueItem, Keys>()
  const keysOf = createNameKeys()
  const of = (item: QueueItem): Keys => {
    const found = known.get(item)
    if (found) return found
    const keys = { ...keysOf(item.title), digits: (item.reference ?? '').replaceAll('.', '') }
    known.set(item, keys)
    return keys
  }
  return {
    of,
    warm: (items, isLate) => {
      for (const [at, item] of items.entries()) {
        of(item)
        if (at % 32 === 31 && isLate()) return at === items.length - 1
      }
      return true
    },
  }
}

/** Best match first, the newest first among equals. `items` are newest first. */
export const findIn = <T extends QueueItem>(
  items: readonly T[],
  search: string,
  keys: Pick<SearchKeys, 'of'>,
  lets: (item: T) => boolean = () => true,
): readonly T[] => {
  const score = scorer(search.trim(), keys)
  const found: T[][] = [[], [], [], [], []]
  for (const item of items) {
    if (!isFiled(item)) continue
    const place = score(item)
    if (place > 0 && lets(item)) found[place]?.push(item)
  }
  return found.reverse().flat()
}

const scorer = (search: string, keys: Pick<SearchKeys, 'of'>): ((item: QueueItem) => number) => {
  const digits = digitsOf(search)
  if (digits === '' || /\p{L}/u.test(search)) {
    const name = nameFinder(search)
    return (item) => name(keys.of(item))
  }
  const national = /^(?:00212|212|0)(\d+)$/.exec(digits)?.[1]
  return (item) => Math.max(byReference(keys.of(item).digits, digits), byPhone(item.phone, digits, national))
}

const byReference = (held: string, digits: string): number =>
  held === '' ? 0 : held === digits ? 4 : held.startsWith(digits) ? 3 : held.includes(digits) ? 1 : 0

/** Four of its last digits are what people remember of a number. */
const byPhone = (held: string | undefined, digits: string, national: string | undefined): number => {
  if (held === undefined) return 0
  if (national !== undefined && held.startsWith(national)) return national.length === held.length ? 4 : 2
  return digits.length >= 4 && held.endsWith(digits) ? 1 : 0
}
