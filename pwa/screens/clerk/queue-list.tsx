// A page of fifty rows of the queue. The rows that fit a screen are drawn at once, the others a few at a time behind: an
// old machine shows what was asked for before it draws what is below, and takes keys in between.
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Summary } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { QueueRow } from './queue-row.tsx'
import { t } from './text.ts'

interface ListProps {
  readonly label: string
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
/** As many as are seen without scrolling, on the screen of an old machine. */
const atOnce = 4
const more = 14
const pauseMs = 40

export function QueueList({ label, rows, page, now, today, me, onOpen, onPage }: ListProps) {
  const from = page * pageSize
  const items = rows.slice(from, from + pageSize)
  const first = items[0]?.id
  const drawn = useDrawn(`${label}|${first}|${rows.length}`)
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
  return (
    <>
      <div
        ref={place}
        class="clerk-queue"
        onKeyDown={(event) => {
          if (event.key !== 'PageDown' && event.key !== 'PageUp') return
          event.preventDefault()
          turn(event.key === 'PageDown' ? 1 : -1)
        }}
      >
        <DataList
          label={label}
          items={items.slice(0, drawn)}
          keyOf={(item) => item.id}
          onOpen={(item) => onOpen(item.id)}
          renderItem={rowOf}
        />
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

/** How many rows to draw: few in the frame that answers a press, the others after it. */
const useDrawn = (list: string): number => {
  const [drawn, setDrawn] = useState({ list, rows: atOnce })
  const rows = drawn.list === list ? drawn.rows : atOnce
  useEffect(() => {
    if (rows >= pageSize) return
    const timer = setTimeout(() => setDrawn({ list, rows: rows + more }), pauseMs)
    return () => clearTimeout(timer)
  }, [list, rows])
  return rows
}
