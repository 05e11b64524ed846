// A thing one can open: picture, title, a word on where it stands. The whole card is the target.
import type { ComponentChildren } from 'preact'
import { Pictogram } from './pictogram.tsx'
import type { PictogramName } from './pictogram.tsx'
import './card.css'

export interface CardProps {
  readonly title?: ComponentChildren
  readonly pictogram?: PictogramName | undefined
  readonly href?: string | undefined
  readonly onClick?: (() => void) | undefined
  readonly badge?: ComponentChildren
  readonly meta?: ComponentChildren
  readonly children?: ComponentChildren
}

export function Card({ title, pictogram, href, onClick, badge, meta, children }: CardProps) {
  const opens = href !== undefined || onClick !== undefined
  return (
    <article class={`card ${opens ? 'card--opens' : ''}`}>
      {pictogram === undefined ? null : <Pictogram name={pictogram} size={56} />}
      <div class="card__text">
        {title === undefined ? null : (
          <h2 class="card__title">
            {href !== undefined ? (
              <a class="card__target" href={href} onClick={onClick}>
                {title}
              </a>
            ) : onClick !== undefined ? (
              <button type="button" class="card__target" onClick={onClick}>
                {title}
              </button>
            ) : (
              title
            )}
          </h2>
        )}
        {children === undefined ? null : <div class="card__body">{children}</div>}
        {meta === undefined && badge === undefined ? null : (
          <div class="card__meta">
            {badge}
            {meta === undefined ? null : <span>{meta}</span>}
          </div>
        )}
      </div>
    </article>
  )
}

export function CardGrid({ children }: { readonly children: ComponentChildren }) {
  return <div class="card-grid">{children}</div>
}
