// What the clerk's queue shows: which tab a dossier belongs to, in what order, and what a search finds.
// Pure: it must never decide a state by itself, only sort what the fold of the acts has said.
import { digitsOf } from '../../../shared/dossier/reference.ts'
import type { PublicState } from '../../../shared/procedure/workflow.ts'
import { nameScore } from '../../../shared/text/names.ts'

export const tabs = ['todo', 'mine', 'waiting', 'ready', 'closed', 'stuck'] as const
export type Tab = (typeof tabs)[number]

/** The part of a dossier's summary the queue needs. */
export interface QueueItem {
  readonly id: string
  readonly procedure: string
  readonly reference: string | null
  readonly title: string
  readonly public: PublicState
  readonly claimedBy: string | null
  readonly submittedAt: string | null
  readonly updatedAt: string
  readonly held: number
  readonly conflict: boolean
}

const closedStates: readonly PublicState[] = ['handed-over', 'refused', 'withdrawn']
const todoStates: readonly PublicState[] = ['kept', 'received', 'in-progress', 'accepted', 'suspended']

/** A dossier is in several tabs at once (mine and to do); one that was never filed is in none: it is the desk's. */
export const isIn = (item: QueueItem, tab: Tab, me: string): boolean => {
  if (item.submittedAt === null || item.public === 'draft') return false
  switch (tab) {
    case 'todo':
      return todoStates.includes(item.public)
    case 'mine':
      return item.claimedBy === me && !isClosed(item)
    case 'waiting':
      return item.public === 'missing'
    case 'ready':
      return item.public === 'ready'
    case 'closed':
      return isClosed(item)
    case 'stuck':
      return isStuck(item)
  }
}

export const isClosed = (item: Pick<QueueItem, 'public'>): boolean => closedStates.includes(item.public)

export const isStuck = (item: QueueItem): boolean => item.conflict || item.held > 0 || item.public === 'suspended'

export const countByTab = (items: readonly QueueItem[], me: string): Readonly<Record<Tab, number>> => {
  const counts: Record<Tab, number> = { todo: 0, mine: 0, waiting: 0, ready: 0, closed: 0, stuck: 0 }
  for (const item of items) for (const tab of tabs) if (isIn(item, tab, me)) counts[tab]++
  return counts
}

/** Work in the order it was filed, oldest first; what is closed with the newest first. */
export const queueOf = <T extends QueueItem>(items: readonly T[], tab: Tab, me: string): readonly T[] =>
  items.filter((item) => isIn(item, tab, me)).sort(tab === 'closed' ? newestFirst : oldestFirst)

/** Best match first, in every tab: a reference by any part of its digits, a title by its words in either script. */
export const findIn = <T extends QueueItem>(items: readonly T[], search: string): readonly T[] => {
  const score = scoreOf(search.trim())
  return items
    .filter((item) => item.submittedAt !== null)
    .map((item) => ({ item, score: score(item) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || newestFirst(a.item, b.item))
    .map(({ item }) => item)
}

const scoreOf = (search: string): ((item: QueueItem) => number) => {
  const digits = digitsOf(search)
  const isNumber = digits !== '' && !/\p{L}/u.test(search)
  return (item) => {
    if (!isNumber) return nameScore(search, item.title)
    const held = digitsOf(item.reference ?? '')
    return held === digits ? 3 : held.startsWith(digits) ? 2 : held.includes(digits) ? 1 : 0
  }
}

const oldestFirst = (a: QueueItem, b: QueueItem) =>
  compare(a.submittedAt ?? '', b.submittedAt ?? '') || compare(a.id, b.id)
const newestFirst = (a: QueueItem, b: QueueItem) => compare(b.updatedAt, a.updatedAt) || compare(a.id, b.id)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
