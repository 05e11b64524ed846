// What stands above every screen: who and where, how the link does, and that a demonstration is a demonstration.
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'
import './top-bar.css'

export interface TopBarProps {
  readonly start: ComponentChildren
  readonly end?: ComponentChildren
  readonly children?: ComponentChildren
}

export function TopBar({ start, end, children }: TopBarProps) {
  return (
    <header class="top-bar">
      <div class="top-bar__inside">
        <div class="top-bar__start">{start}</div>
        {children === undefined ? null : <div class="top-bar__middle">{children}</div>}
        {end === undefined ? null : <div class="top-bar__end">{end}</div>}
      </div>
    </header>
  )
}

export interface OfflineStripProps {
  readonly tone: 'ok' | 'waiting' | 'warning'
  readonly icon: IconName
  readonly children: ComponentChildren
  readonly action?: ComponentChildren
}

/** A live region: what changes in it is read aloud, politely. */
export function OfflineStrip({ tone, icon, children, action }: OfflineStripProps) {
  return (
    <div class={`offline-strip offline-strip--${tone}`}>
      <div class="offline-strip__inside">
        <Icon name={icon} />
        <div class="offline-strip__text" role="status">
          {children}
        </div>
        {action === undefined ? null : <div class="offline-strip__action">{action}</div>}
      </div>
    </div>
  )
}

export function DemoBanner({ text }: { readonly text: string }) {
  return (
    <aside class="demo-banner">
      <p class="demo-banner__text">{text}</p>
    </aside>
  )
}
