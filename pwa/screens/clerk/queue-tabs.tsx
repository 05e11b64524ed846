// The six lists of the queue with how many dossiers each has; keys 1 to 6 choose.
import { useRef } from 'preact/hooks'
import { useShortcut } from '../../ui/shortcut.ts'
import { tabs } from './queue.ts'
import type { Tab } from './queue.ts'
import { t } from './text.ts'

interface TabsProps {
  readonly counts: Readonly<Record<Tab, number>>
  /** Null while a search looks through all of them. */
  readonly chosen: Tab | null
  readonly onChoose: (tab: Tab) => void
}

export function QueueTabs({ counts, chosen, onChoose }: TabsProps) {
  return (
    <div class="clerk-tabs" role="group" aria-label={t('queue-tabs')}>
      {tabs.map((tab, index) => (
        <TabButton
          key={tab}
          tab={tab}
          shortcut={String(index + 1)}
          count={counts[tab]}
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
      class={`clerk-tab ${tab === 'stuck' && count > 0 ? 'clerk-tab--alert' : ''}`}
      aria-pressed={isChosen}
      aria-keyshortcuts={shortcut}
      title={tab === 'stuck' ? t('tab-stuck-why') : undefined}
      onClick={() => onChoose(tab)}
    >
      <span>{t(`tab-${tab}`)}</span> <bdi class="clerk-tab__count">{count}</bdi>
    </button>
  )
}
