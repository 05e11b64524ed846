// The queue's lists and its search, kept beside the dossiers in memory: made anew only when they, the filters or the day
// change, and alive as long as the clerk's room is. Nothing of it outlives the room: it holds people's names.
import { computed, effect, signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import { copyNow } from '../../models/copy.ts'
import type { Copy } from '../../models/copy.ts'
import { soonUntil } from '../../models/due.ts'
import { summaries } from '../../models/dossiers.ts'
import type { Summary } from '../../models/dossiers.ts'
import { directory, me } from '../../models/session.ts'
import { isFiltering, listsOf, noFilters, passes, type Filters, type Lists, type Tab } from './queue.ts'
import { createSearchKeys, createSearchList } from './queue-search.ts'
import { dayAtDesk } from './now.ts'

export interface QueueIndex {
  readonly tab: Signal<Tab>
  readonly search: Signal<string>
  readonly filters: Signal<Filters>
  /** From 0. */
  readonly page: Signal<number>
  /** `YYYY-MM-DD`: it moves the urgent ones. */
  readonly today: Signal<string>
  readonly isSearching: ReadonlySignal<boolean>
  readonly lists: ReadonlySignal<Lists<Summary>>
  readonly copy: ReadonlySignal<Copy>
  /** The list on screen, all of it. */
  readonly rows: ReadonlySignal<readonly Summary[]>
  /** Makes ready what a search needs, whenever lines have changed, while nobody presses anything. */
  warmUp(): () => void
}

/** In one go: a press waits for no more than that, on a machine six times slower. */
const sliceMs = 6

export const createQueueIndex = (): QueueIndex => {
  const tab = signal<Tab>('todo')
  const search = signal('')
  const filters = signal<Filters>(noFilters)
  const page = signal(0)
  const today = signal(dayAtDesk(new Date().toISOString()))
  const keys = createSearchKeys()
  const isSearching = computed(() => search.value.trim() !== '')
  const looking = computed(() => ({
    me: me.value?.id ?? '',
    soon: soonUntil(today.value, directory.value?.calendar),
  }))
  const lets = computed(() => {
    const now = filters.value
    return isFiltering(now) ? (item: Summary) => passes(now, item, dayAtDesk) : () => true
  })
  const lists = computed(() => listsOf(summaries.value, looking.value, lets.value))
  const searched = computed(() => createSearchList(summaries.value, keys))
  const rows = computed(() =>
    isSearching.value ? searched.value.find(search.value, lets.value) : lists.value[tab.value],
  )
  return {
    tab,
    search,
    filters,
    page,
    today,
    isSearching,
    lists,
    copy: computed(copyNow),
    rows,
    warmUp: () => {
      let timer: ReturnType<typeof setTimeout>
      const slice = () => {
        const until = performance.now() + sliceMs
        if (!keys.warm(summaries.peek(), () => performance.now() > until)) timer = setTimeout(slice, sliceMs)
        // Kept until a line changes.
        else searched.peek()
      }
      const stop = effect(() => {
        void summaries.value
        clearTimeout(timer)
        timer = setTimeout(slice, 500)
      })
      return () => {
        stop()
        clearTimeout(timer)
      }
    },
  }
}
