// What every step of a request has around it: how far, and that it is kept on this device.
import type { ComponentChildren } from 'preact'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import { EarFor } from '../voice/ear-for.tsx'
import { t } from './text.ts'
import { hearer } from './turning.ts'

interface RequestFrameProps {
  request: Request
  title: string
  lead?: string | undefined
  picture?: ComponentChildren
  /** What the ear beside the heading says to the person. */
  says?: Spoken | undefined
  /** Hands this step to the person. */
  onTurn?: (() => void) | undefined
  back: () => void
  children: ComponentChildren
}

export const RequestFrame = ({ request, title, lead, picture, says, onTurn, back, children }: RequestFrameProps) => {
  const { index, of } = request.progress.value
  return (
    <Page
      title={title}
      lead={lead}
      picture={picture}
      back={back}
      backLabel={t('back.step')}
      aside={<Saved request={request} />}
      actions={
        says === undefined && onTurn === undefined ? undefined : (
          <>
            {says === undefined ? null : (
              <EarFor says={says} variety={hearer().variety} size="staff" label={t('say.question')} />
            )}
            {onTurn === undefined ? null : (
              <Button kind="secondary" icon="refresh" shortcut="T" onClick={onTurn}>
                {t('turn.do')}
              </Button>
            )}
          </>
        )
      }
    >
      <div class="request-frame screen-only" data-step={request.step.value.kind}>
        <Progress
          value={of === 0 ? 0 : Math.min(1, index / of)}
          label={`${request.pack.service.name[lang.value]} · ${t('request.step', { index })}`}
        />
      </div>
      <NotKept request={request} />
      {children}
    </Page>
  )
}

const NotKept = ({ request }: { request: Request }) =>
  request.saved.value === 'failed' ? (
    <Notice tone="error" title={t('saved.failed')}>
      {t('saved.failed-hint')}
    </Notice>
  ) : null

const Saved = ({ request }: { request: Request }) => {
  const saved = request.saved.value
  return (
    <span class={`request-saved screen-only request-saved--${saved}`} role="status">
      <Icon name={saved === 'saved' ? 'check' : saved === 'saving' ? 'sync' : 'error'} />
      {t(`saved.${saved}`)}
    </span>
  )
}
