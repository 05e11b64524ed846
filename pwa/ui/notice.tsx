// Something the person must know now. Errors and warnings interrupt a screen reader, the others wait.
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'
import './notice.css'

export interface NoticeProps {
  readonly tone: 'info' | 'success' | 'warning' | 'error'
  readonly title?: string | undefined
  readonly children?: ComponentChildren
  readonly action?: ComponentChildren
}

const icons: Record<NoticeProps['tone'], IconName> = {
  info: 'info',
  success: 'success',
  warning: 'warning',
  error: 'error',
}

export function Notice({ tone, title, children, action }: NoticeProps) {
  const urgent = tone === 'error' || tone === 'warning'
  return (
    <div class={`notice notice--${tone}`} role={urgent ? 'alert' : 'status'}>
      <Icon name={icons[tone]} size={28} />
      <div class="notice__text">
        {title === undefined ? null : <p class="notice__title">{title}</p>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action === undefined ? null : <div class="notice__action">{action}</div>}
    </div>
  )
}
