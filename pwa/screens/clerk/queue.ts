// What the clerk's queue shows: which lists a dossier belongs to, which filters let it through, in what order. Pure: it
// must never decide a state by itself, only sort what the fold of the acts has said.
import type { OfficeLine } from '../../models/office-line.ts'
import { heldIn } from '../../models/summary.ts'
import type { PublicState } from '../../../shared/procedure/workflow.ts'

export const tabs = ['todo', 'mine', 'supplied', 'due', 'waiting', 'ready', 'conflict', 'held', 'closed'] as const
export type Tab = (typeof tabs)[number]

/** The part of a dossier's line that the queue needs. */
export interface QueueItem extends Pick<OfficeLine, 'due' | 'dueClock' | 'supplied' | 'phone'> {
  readonly id: string
  readonly procedure: string
  readonly reference: string | null
  readonly title: string
  readonly public: PublicState
  readonly point: string
  readonly claimedBy: string | null
  readonly submittedAt: string | null
  readonly updatedAt: string
  readonly held: number
  readonly proposed?: number
  readonly conflict: boolean
}

/** Who looks, and when. */
export interface Looking {
  readonly me: string
  /** Last days up to this one are urgent (`soonUntil`). */
  readonly soon: string
}

const closedStates: ReadonlySet<PublicState> = new Set(['handed-over', 'refused', 'withdrawn'])
const todoStates: ReadonlySet<PublicState> = new Set(['kept', 'received', 'in-progress', 'accepted', 'suspended'])

/** One that was never filed is in none: it is the desk's. */
export const isFiled = (item: Pick<QueueItem, 'submittedAt' | 'public'>): boolean =>
  item.submittedAt !== null && item.public !== 'draft'

export const isClosed = (item: Pick<QueueItem, 'public'>): boolean => closedStates.has(item.public)

export const isConflict = (item: Pick<QueueItem, 'conflict' | 'public'>): boolean =>
  item.conflict || item.public === 'suspended'

const isIn: Readonly<Record<Tab, (item: QueueItem, looking: Looking) => boolean>> = {
  todo: (item) => todoStates.has(item.public),
  mine: (item, { me }) => item.claimedBy === me && !isClosed(item),
  supplied: (item) => item.supplied === true && !isClosed(item),
  due: (item, { soon }) => item.due !== undefined && item.dueClock === 'running' && item.due <= soon && !isClosed(item),
  waiting: (item) => item.public === 'missing',
  ready: (item) => item.public === 'ready',
  conflict: isConflict,
  held: (item) => heldIn(item) > 0,
  closed: isClosed,
}

/** A dossier is in several lists at once: mine, urgent and to do. */
export const tabsOf = (item: QueueItem, looking: Looking): readonly Tab[] =>
  isFiled(item) ? tabs.filter((tab) => isIn[tab](item, looking)) : []

export interface Filters {
  /** Id of a pack, whatever its version. */
  readonly procedure: string | null
  readonly point: string | null
  /** An agent; `nobody` for what is free. */
  readonly claimedBy: string | null
  /** Days on which it was filed, both included, `YYYY-MM-DD`; '' for none. */
  readonly from: string
  readonly to: string
}

export const noFilters: Filters = { procedure: null, point: null, claimedBy: null, from: '', to: '' }
/** No agent's id has a star in it. */
export const nobody = '*'

export const isFiltering = (filters: Filters): boolean =>
  (Object.keys(noFilters) as (keyof Filters)[]).some((key) => filters[key] !== noFilters[key])

export const procedureOf = ({ procedure }: Pick<QueueItem, 'procedure'>): string => procedure.split('@')[0] ?? procedure

/** `dayOf` gives the day at the office of a time. */
export const passes = (filters: Filters, item: QueueItem, dayOf: (iso: string) => string): boolean => {
  const { procedure, point, claimedBy, from, to } = filters
  if (procedure !== null && procedureOf(item) !== procedure) return false
  if (point !== null && item.point !== point) return false
  if (claimedBy !== null && (item.claimedBy ?? nobody) !== claimedBy) return false
  if (from === '' && to === '') return true
  const day = dayOf(item.submittedAt ?? item.updatedAt)
  return (from === '' || day >= from) && (to === '' || day <= to)
}

export type Lists<T extends QueueItem> = Readonly<Record<Tab, readonly T[]>>

/** Every list in one pass. `items` are newest first, as lists in memory are; each comes out in its own order. */
export const listsOf = <T extends QueueItem>(
  items: readonly T[],
  looking: Looking,
  lets: (item: T) => boolean,
): Lists<T> => {
  const lists: Record<Tab, T[]> = {
    todo: [],
    mine: [],
    supplied: [],
    due: [],
    waiting: [],
    ready: [],
    conflict: [],
    held: [],
    closed: [],
  }
  for (const item of items) {
    if (!isFiled(item) || !lets(item)) continue
    for (const tab of tabs) if (isIn[tab](item, looking)) lists[tab].push(item)
  }
  // Work in the order it was filed, the urgent by its last day; what is over stays with the newest first.
  for (const tab of tabs) if (tab !== 'closed') lists[tab].sort(tab === 'due' ? soonestFirst : oldestFirst)
  return lists
}

const oldestFirst = (a: QueueItem, b: QueueItem) =>
  compare(a.submittedAt ?? '', b.submittedAt ?? '') || compare(a.id, b.id)
const soonestFirst = (a: QueueItem, b: QueueItem) => compare(a.due ?? '', b.due ?? '') || oldestFirst(a, b)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
