// The lists of the queue with how many dossiers each has; keys 1 to 9 choose.
import { useRef } from 'preact/hooks'
import { useShortcut } from '../../ui/shortcut.ts'
import { tabs } from './queue.ts'
import type { Lists, QueueItem, Tab } from './queue.ts'
import { t } from './text.ts'

interface TabsProps {
  readonly lists: Lists<QueueItem>
  /** Null while a search looks through all of them. */
  readonly chosen: Tab | null
  readonly onChoose: (tab: Tab) => void
}

/** Somebody must look: they stand out, by a heavier line and by colour, when there is something in them. */
const alerting: ReadonlySet<Tab> = new Set(['due', 'conflict', 'held'])

export function QueueTabs({ lists, chosen, onChoose }: TabsProps) {
  return (
    <div class="clerk-tabs" role="group" aria-label={t('queue-tabs')}>
      {tabs.map((tab, index) => (
        <TabButton
          key={tab}
          tab={tab}
          shortcut={String(index + 1)}
          count={lists[tab].length}
          isChosen={tab === chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

interface TabButtonProps {
  readonly tab: Tab
  readonly shortcut: string
  readonly count: number
  readonly isChosen: boolean
  readonly onChoose: (tab: Tab) => void
}

function TabButton({ tab, shortcut, count, isChosen, onChoose }: TabButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  useShortcut(
    shortcut,
    () => button.current,
    () => onChoose(tab),
  )
  return (
    <button
      ref={button}
      type="button"
      class={`clerk-tab ${alerting.has(tab) && count > 0 ? 'clerk-tab--alert' : ''}`}
      aria-pressed={isChosen}
      aria-keyshortcuts={shortcut}
      onClick={() => onChoose(tab)}
    >
      <span>{t(`tab-${tab}`)}</span> <bdi class="clerk-tab__count">{count}</bdi>
    </button>
  )
}
