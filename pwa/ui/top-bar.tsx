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
        {children === undefined || children === null ? null : <div class="top-bar__middle">{children}</div>}
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
  /** One line on a phone: what does not fit stays for who listens. */
  readonly brief?: boolean | undefined
}

/** A live region: what changes in it is read aloud, politely. */
export function OfflineStrip({ tone, icon, children, action, brief = false }: OfflineStripProps) {
  return (
    <div class={`offline-strip offline-strip--${tone} ${brief ? 'offline-strip--brief' : ''}`}>
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

/** One line on a phone, the whole sentence elsewhere; a screen reader gets the one that is shown. */
export function DemoBanner({ text, short }: { readonly text: string; readonly short: string }) {
  return (
    <aside class="demo-banner">
      <p class="demo-banner__text">{text}</p>
      <p class="demo-banner__short">{short}</p>
    </aside>
  )
}
