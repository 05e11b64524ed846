// What was answered, row by row, each with a way to change it.
import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import './summary-list.css'

export interface SummaryRow {
  readonly key: string
  readonly term: string
  readonly description: ComponentChildren
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined
  readonly tone?: 'warning' | 'error' | 'quiet' | undefined
}

export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  return (
    <dl class="summary-list">
      {rows.map((row) => (
        <div
          key={row.key}
          class={`summary-list__row ${row.tone === undefined ? '' : `summary-list__row--${row.tone}`}`}
        >
          <dt class="summary-list__term">{row.term}</dt>
          <dd class="summary-list__description">{row.description}</dd>
          {row.action === undefined ? null : (
            <dd class="summary-list__action">
              <Button kind="quiet" label={`${row.action.label} (${row.term})`} onClick={row.action.onClick}>
                {row.action.label}
              </Button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
