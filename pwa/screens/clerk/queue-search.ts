// What a search through every dossier on the device finds: a reference or a telephone number by its digits, a person or
// a place by name in either script, best first. Same consonants are shown last and never taken for the same person.
import { digitsOf } from '../../../shared/dossier/reference.ts'
import { createNameList } from '../../../shared/text/name-list.ts'
import { createNameKeys, type NameKeys } from '../../../shared/text/names.ts'
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

/** Lines as they are now, made ready to be searched at every letter. */
export interface SearchList<T> {
  /** Best match first, the first of the lines first among equals. */
  find(search: string, lets?: (item: T) => boolean): readonly T[]
}

/** `items` are newest first. Costs a look at each of them. */
export const createSearchList = <T extends QueueItem>(
  items: readonly T[],
  keys: Pick<SearchKeys, 'of'>,
): SearchList<T> => {
  const filed = items.filter(isFiled)
  const known = filed.map((item) => keys.of(item))
  const names = createNameList(known)
  const byDigits = (digits: string): Uint8Array => {
    const national = /^(?:00212|212|0)(\d+)$/.exec(digits)?.[1]
    return Uint8Array.from(known, (one, at) =>
      Math.max(byReference(one.digits, digits), byPhone(filed[at]?.phone, digits, national)),
    )
  }
  return {
    find: (text, lets = () => true) => {
      const search = text.trim()
      const digits = digitsOf(search)
      const scores = digits === '' || /\p{L}/u.test(search) ? names.scores(search) : byDigits(digits)
      const found: T[][] = [[], [], [], []]
      for (const [at, score] of scores.entries()) {
        const item = score === 0 ? undefined : filed[at]
        if (item && lets(item)) found[4 - score]?.push(item)
      }
      return found.flat()
    },
  }
}

const byReference = (held: string, digits: string): number =>
  held === '' ? 0 : held === digits ? 4 : held.startsWith(digits) ? 3 : held.includes(digits) ? 1 : 0

/** Four of its last digits are what people remember of a number. */
const byPhone = (held: string | undefined, digits: string, national: string | undefined): number => {
  if (held === undefined) return 0
  if (national !== undefined && held.startsWith(national)) return national.length === held.length ? 4 : 2
  return digits.length >= 4 && held.endsWith(digits) ? 1 : 0
}
