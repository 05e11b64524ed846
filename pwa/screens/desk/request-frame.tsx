// What every step of a request has around it: how far, and that it is kept on this device.
import type { ComponentChildren } from 'preact'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { t } from './text.ts'

interface RequestFrameProps {
  request: Request
  title: string
  lead?: string | undefined
  picture?: ComponentChildren
  back: () => void
  children: ComponentChildren
}

export const RequestFrame = ({ request, title, lead, picture, back, children }: RequestFrameProps) => {
  const { index, of } = request.progress.value
  return (
    <Page
      title={title}
      lead={lead}
      picture={picture}
      back={back}
      backLabel={t('back.step')}
      aside={<Saved request={request} />}
    >
      <div class="request-frame screen-only">
        <Progress
          value={of === 0 ? 0 : Math.min(1, index / of)}
          label={`${request.pack.service.name[lang.value]} · ${t('request.step', { index })}`}
        />
      </div>
      {request.saved.value === 'failed' && (
        <Notice tone="error" title={t('saved.failed')}>
          {t('saved.failed-hint')}
        </Notice>
      )}
      {children}
    </Page>
  )
}

const Saved = ({ request }: { request: Request }) => {
  const saved = request.saved.value
  return (
    <span class={`request-saved screen-only request-saved--${saved}`} role="status">
      <Icon name={saved === 'saved' ? 'check' : saved === 'saving' ? 'sync' : 'error'} />
      {t(`saved.${saved}`)}
    </span>
  )
}
