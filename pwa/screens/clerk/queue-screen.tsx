// The queue: what is to be done, in the order it was filed, and a search through everything on the device.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { me } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import { TextField } from '../../ui/text-field.tsx'
import { claimHere } from './claim-here.ts'
import type { Claimed } from './claim-here.ts'
import { CopyAge } from './copy-age.tsx'
import { agentName } from './names.ts'
import { dayAtDesk, useNow } from './now.ts'
import { isFiltering, noFilters } from './queue.ts'
import type { Tab } from './queue.ts'
import { firstFilterId, QueueFilters } from './queue-filters.tsx'
import type { QueueIndex } from './queue-index.ts'
import { pageSize, QueueList } from './queue-list.tsx'
import { QueueTabs } from './queue-tabs.tsx'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'
import { rememberWalk } from './walk.ts'

interface QueueProps {
  readonly index: QueueIndex
  readonly onOpen: (id: string) => void
  readonly onKeys: () => void
}

const searchId = 'clerk-search'

const emptyTexts: Readonly<Record<Tab, readonly [ClerkMessage, ClerkMessage?]>> = {
  todo: ['empty-todo', 'empty-todo-text'],
  mine: ['empty-mine', 'empty-mine-text'],
  supplied: ['empty-supplied', 'empty-supplied-text'],
  due: ['empty-due', 'empty-due-text'],
  waiting: ['empty-waiting'],
  ready: ['empty-ready'],
  conflict: ['empty-conflict', 'empty-conflict-text'],
  held: ['empty-held'],
  closed: ['empty-closed'],
}

export function QueueScreen({ index, onOpen, onKeys }: QueueProps) {
  const now = useNow()
  const today = dayAtDesk(new Date(now).toISOString())
  const { tab, search, filters, page, lists, rows } = index
  const filtersShown = useSignal(isFiltering(filters.peek()))
  const told = useSignal('')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => index.warmUp(), [index])
  useEffect(() => {
    index.today.value = today
  }, [today])
  const nowhere = () => null
  useShortcut('F', nowhere, () => document.getElementById(searchId)?.focus())
  useShortcut('ArrowDown', nowhere, () => focusFirstRow(list.current))
  useShortcut('C', nowhere, () => void claim())

  const isSearch = index.isSearching.value
  const found = rows.value
  const shown = Math.min(page.value, Math.max(0, Math.ceil(found.length / pageSize) - 1))
  const myId = me.value?.id ?? ''
  const claim = async () => {
    const at = [...(list.current?.querySelectorAll('.data-list__row') ?? [])].findIndex(
      (row) => row === document.activeElement,
    )
    const summary = rows.peek()[shown * pageSize + at]
    if (at < 0 || summary === undefined) return
    const done = await claimHere(summary, myId)
    told.value = t(claimWords[done], { name: agentName(summary.claimedBy ?? '') })
  }
  const toFirst = <T,>(change: () => T): void => {
    change()
    page.value = 0
    told.value = ''
  }
  return (
    <Page wide title={t('queue-title')} actions={<QueueDoors onKeys={onKeys} />}>
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
          onInput={(text) => toFirst(() => (search.value = text))}
        />
        <Button
          icon="list"
          shortcut="T"
          pressed={filtersShown.value}
          onClick={() => {
            filtersShown.value = !filtersShown.value
            if (filtersShown.value) setTimeout(() => document.getElementById(firstFilterId)?.focus(), 0)
          }}
        >
          {t(isFiltering(filters.value) ? 'filters-on' : 'filters')}
        </Button>
        <CopyAge copy={index.copy.value} now={now} />
      </form>
      {filtersShown.value ? (
        <QueueFilters filters={filters.value} onChange={(next) => toFirst(() => (filters.value = next))} />
      ) : null}
      <QueueTabs
        lists={lists.value}
        chosen={isSearch ? null : tab.value}
        onChoose={(next) =>
          toFirst(() => {
            search.value = ''
            tab.value = next
          })
        }
      />
      <p class="clerk-count" role="status">
        {told.value !== '' ? told.value : isSearch ? t('search-count', { n: found.length }) : ''}
      </p>
      <div ref={list}>
        {found.length > 0 ? (
          <QueueList
            label={isSearch ? t('search-results') : t(`tab-${tab.value}`)}
            asked={`${isSearch ? search.value : tab.value} ${Object.values(filters.value).join(' ')}`}
            rows={found}
            page={shown}
            now={now}
            today={today}
            me={myId}
            onOpen={(id) => {
              rememberWalk(found.slice(0, walkLength(shown)).map((one) => one.id))
              onOpen(id)
            }}
            onPage={(next) => {
              page.value = next
              told.value = ''
            }}
          />
        ) : isFiltering(filters.value) ? (
          <EmptyState
            pictogram="papers"
            title={t('empty-filters')}
            action={
              <Button icon="close" onClick={() => toFirst(() => (filters.value = noFilters))}>
                {t('filters-clear')}
              </Button>
            }
          />
        ) : (
          <Nothing messages={isSearch ? ['empty-search', 'empty-search-text'] : emptyTexts[tab.value]} />
        )}
      </div>
    </Page>
  )
}

const claimWords: Readonly<Record<Claimed, ClerkMessage>> = {
  claimed: 'claim-done',
  released: 'claim-released',
  theirs: 'claim-theirs',
  refused: 'claim-refused',
}

/** From one dossier to the next, a page further than what was on screen. */
const walkLength = (page: number): number => (page + 2) * pageSize

const focusFirstRow = (list: HTMLElement | null) => list?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()

function QueueDoors({ onKeys }: { readonly onKeys: () => void }) {
  return (
    <>
      <Button kind="quiet" shortcut="L" href="/lists">
        {t('lists-button')}
      </Button>
      <Button kind="quiet" shortcut="E" href="/registers">
        {t('registers-button')}
      </Button>
      <Button kind="quiet" shortcut="V" href="/paper">
        {t('check-paper')}
      </Button>
      <Button kind="quiet" icon="keyboard" shortcut="?" onClick={onKeys}>
        {t('keys-button')}
      </Button>
    </>
  )
}

function Nothing({ messages: [title, text] }: { readonly messages: readonly [ClerkMessage, ClerkMessage?] }) {
  return (
    <EmptyState pictogram="papers" title={t(title)}>
      {text === undefined ? undefined : t(text)}
    </EmptyState>
  )
}
