// The queue: what is to be done, in the order it was filed, and a search through everything on the device.
import type { Signal } from '@preact/signals'
import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { summaries } from '../../models/dossiers.ts'
import { me } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import { TextField } from '../../ui/text-field.tsx'
import { CopyAge } from './copy-age.tsx'
import { useNow } from './now.ts'
import { countByTab, findIn, queueOf } from './queue.ts'
import type { Tab } from './queue.ts'
import { QueueRow } from './queue-row.tsx'
import { QueueTabs } from './queue-tabs.tsx'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

interface QueueProps {
  readonly tab: Signal<Tab>
  readonly search: Signal<string>
  readonly onOpen: (id: string) => void
  readonly onKeys: () => void
}

// Lists of fifty: an old machine draws them at once, and nobody works further down without a search.
const pageSize = 50
const searchId = 'clerk-search'

const emptyTexts: Readonly<Record<Tab, readonly [ClerkMessage, ClerkMessage?]>> = {
  todo: ['empty-todo', 'empty-todo-text'],
  mine: ['empty-mine', 'empty-mine-text'],
  waiting: ['empty-waiting'],
  ready: ['empty-ready'],
  closed: ['empty-closed'],
  stuck: ['empty-stuck'],
}

export function QueueScreen({ tab, search, onOpen, onKeys }: QueueProps) {
  const now = useNow()
  const shown = useSignal(pageSize)
  const myId = useComputed(() => me.value?.id ?? '')
  const counts = useComputed(() => countByTab(summaries.value, myId.value))
  const isSearch = search.value.trim() !== ''
  const rows = useComputed(() =>
    search.value.trim() === ''
      ? queueOf(summaries.value, tab.value, myId.value)
      : findIn(summaries.value, search.value),
  )
  const list = useRef<HTMLDivElement>(null)
  useShortcut(
    'F',
    () => null,
    () => document.getElementById(searchId)?.focus(),
  )
  useShortcut(
    'ArrowDown',
    () => null,
    () => focusFirstRow(list.current),
  )
  useEffect(() => {
    shown.value = pageSize
  }, [tab.value, search.value])

  const choose = (next: Tab) => {
    search.value = ''
    tab.value = next
  }
  return (
    <Page
      wide
      title={t('queue-title')}
      actions={
        <>
          <Button kind="secondary" icon="qr" shortcut="V" href="/paper">
            {t('check-paper')}
          </Button>
          <Button kind="quiet" icon="keyboard" shortcut="?" onClick={onKeys}>
            {t('keys-button')}
          </Button>
        </>
      }
    >
      <form
        role="search"
        class="clerk-search"
        onSubmit={(event) => {
          event.preventDefault()
          focusFirstRow(list.current)
        }}
      >
        <TextField
          id={searchId}
          type="search"
          label={t('search-label')}
          value={search.value}
          onInput={(text) => (search.value = text)}
        />
        <CopyAge now={now} />
      </form>
      <QueueTabs counts={counts.value} chosen={isSearch ? null : tab.value} onChoose={choose} />
      <p class="clerk-count" role="status">
        {isSearch ? t('search-count', { n: rows.value.length }) : ''}
      </p>
      <div ref={list}>
        {rows.value.length === 0 ? (
          <Nothing messages={isSearch ? ['empty-search', 'empty-search-text'] : emptyTexts[tab.value]} />
        ) : (
          <DataList
            label={isSearch ? t('search-results') : t(`tab-${tab.value}`)}
            items={rows.value.slice(0, shown.value)}
            keyOf={(item) => item.id}
            onOpen={(item) => onOpen(item.id)}
            renderItem={(item) => <QueueRow summary={item} now={now} me={myId.value} />}
          />
        )}
      </div>
      {rows.value.length > shown.value ? (
        <Button icon="more" onClick={() => (shown.value += pageSize)}>
          {t('row-more')}
        </Button>
      ) : null}
    </Page>
  )
}

const focusFirstRow = (list: HTMLElement | null) => list?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()

function Nothing({ messages: [title, text] }: { readonly messages: readonly [ClerkMessage, ClerkMessage?] }) {
  return (
    <EmptyState pictogram="papers" title={t(title)}>
      {text === undefined ? undefined : t(text)}
    </EmptyState>
  )
}
