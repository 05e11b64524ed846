// A page of fifty rows of the queue, walked by keys from the first to the last though only those near the screen are drawn.
import type { VNode } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Summary } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useDrawnRows } from './drawn-rows.ts'
import { QueueRow } from './queue-row.tsx'
import { t } from './text.ts'

interface ListProps {
  readonly label: string
  /** What was asked for: another list begins at its first rows again, the same one with a row more does not. */
  readonly asked: string
  readonly rows: readonly Summary[]
  /** From 0. */
  readonly page: number
  readonly now: number
  readonly today: string
  readonly me: string
  readonly onOpen: (id: string) => void
  readonly onPage: (page: number) => void
}

export const pageSize = 50
/** Of a row that is not drawn, about. */
const rowRem = 5.5

export function QueueList({ label, asked, rows, page, now, today, me, onOpen, onPage }: ListProps) {
  const from = page * pageSize
  const items = rows.slice(from, from + pageSize)
  const { drawn, end, reach } = useDrawnRows(`${asked} ${page}`, items.length)
  // A row that says the same is not drawn again when others come below it, or when a letter more finds it too.
  const kept = useMemo(() => new WeakMap<Summary, VNode>(), [now, today, me, lang.value])
  const rowOf = (item: Summary): VNode => {
    const row = kept.get(item) ?? <QueueRow summary={item} now={now} today={today} me={me} />
    kept.set(item, row)
    return row
  }
  const turned = useRef(false)
  const place = useRef<HTMLDivElement>(null)
  const turn = (by: number): void => {
    const next = page + by
    if (next < 0 || next * pageSize >= rows.length) return
    turned.current = true
    onPage(next)
  }
  // The rows that had the focus are gone. With the frame that shows the others: a fast hand turns on.
  useLayoutEffect(() => {
    if (turned.current) place.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    turned.current = false
  }, [page])
  const toLast = useRef(false)
  useLayoutEffect(() => {
    if (toLast.current && drawn === items.length) rowsIn(place.current).at(-1)?.focus()
    if (drawn === items.length) toLast.current = false
  }, [drawn, items.length])
  const onKey = (event: KeyboardEvent): void => {
    const isTurn = event.key === 'PageDown' || event.key === 'PageUp'
    const isBelow = event.key === 'End' && drawn < items.length
    if (!isTurn && !isBelow) return
    event.preventDefault()
    event.stopPropagation()
    if (isTurn) return turn(event.key === 'PageDown' ? 1 : -1)
    toLast.current = true
    reach(items.length)
  }
  return (
    <>
      <div
        ref={place}
        class="clerk-queue"
        onKeyDownCapture={onKey}
        onFocusIn={({ target }) => reach(rowsIn(place.current).findIndex((row) => row === target))}
      >
        <DataList
          label={label}
          items={items.slice(0, drawn)}
          keyOf={(item) => item.id}
          onOpen={(item) => onOpen(item.id)}
          renderItem={rowOf}
        />
        {drawn === items.length ? null : (
          <div ref={end} style={{ blockSize: `${(items.length - drawn) * rowRem}rem` }} />
        )}
      </div>
      {rows.length <= pageSize ? null : (
        <nav class="clerk-pages" aria-label={t('pages-of')}>
          <Button disabled={page === 0} onClick={() => turn(-1)}>
            {t('page-before')}
          </Button>
          <span>{t('pages', { from: from + 1, to: from + items.length, all: rows.length })}</span>
          <Button disabled={from + pageSize >= rows.length} onClick={() => turn(1)}>
            {t('page-next')}
          </Button>
        </nav>
      )}
    </>
  )
}

const rowsIn = (place: HTMLElement | null): readonly HTMLElement[] => [
  ...(place?.querySelectorAll<HTMLElement>('.data-list__row') ?? []),
]
