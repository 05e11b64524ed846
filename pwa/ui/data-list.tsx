// Rows one opens, walked with ↑ ↓ Home End and opened with Enter: one tab stop for the whole list (roving focus).
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { nextRow } from './rows.ts'
import './data-list.css'

export interface DataListProps<T> {
  readonly items: readonly T[]
  /** What the row shows, in phrasing content (it stands inside a button or a link). */
  readonly renderItem: (item: T, index: number) => ComponentChildren
  readonly label: string
  /** Keeps focus on the same thing when the list changes under it; the index when absent. */
  readonly keyOf?: ((item: T) => string) | undefined
  readonly onOpen?: ((item: T) => void) | undefined
  readonly hrefOf?: ((item: T) => string) | undefined
}

export function DataList<T>({ items, renderItem, label, keyOf, onOpen, hrefOf }: DataListProps<T>) {
  const [active, setActive] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const keys = items.map((item, index) => keyOf?.(item) ?? String(index))
  const found = active === null ? -1 : keys.indexOf(active)
  const current = Math.max(0, found)
  const moved = useRef(false)
  // With the frame: the effect of a frame before, come late, would take the focus back to where it was.
  useLayoutEffect(() => {
    if (!moved.current) return
    moved.current = false
    list.current?.querySelectorAll<HTMLElement>('.data-list__row')[current]?.focus()
  })
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLUListElement>): void => {
    const next = nextRow(event.key, current, items.length)
    const key = next === null ? undefined : keys[next]
    if (key === undefined) return
    event.preventDefault()
    moved.current = true
    setActive(key)
  }
  return (
    <ul class="data-list" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {items.map((item, index) => {
        const key = keys[index] ?? String(index)
        const shared = {
          class: 'data-list__row',
          tabIndex: index === current ? 0 : -1,
          onFocus: () => setActive(key),
          onClick: onOpen === undefined ? undefined : () => onOpen(item),
        }
        return (
          <li key={key} class="data-list__item">
            {hrefOf === undefined ? (
              <button type="button" {...shared}>
                {renderItem(item, index)}
              </button>
            ) : (
              <a href={hrefOf(item)} {...shared}>
                {renderItem(item, index)}
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}
