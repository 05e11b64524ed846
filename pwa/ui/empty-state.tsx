// Nothing here, and what to do about it.
import type { ComponentChildren } from 'preact'
import { Pictogram } from './pictogram.tsx'
import type { PictogramName } from './pictogram.tsx'
import './empty-state.css'

export interface EmptyStateProps {
  readonly pictogram?: PictogramName | undefined
  readonly title: string
  readonly children?: ComponentChildren
  readonly action?: ComponentChildren
}

export function EmptyState({ pictogram, title, children, action }: EmptyStateProps) {
  return (
    <div class="empty-state">
      {pictogram === undefined ? null : <Pictogram name={pictogram} size={88} />}
      <p class="empty-state__title">{title}</p>
      {children === undefined ? null : <div class="empty-state__text">{children}</div>}
      {action}
    </div>
  )
}
