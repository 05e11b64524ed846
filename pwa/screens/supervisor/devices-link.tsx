// A link for one person: what it is worth, then the code to scan and the text to dictate. It says truly whether the server
// knows it: before that nobody can open it, and the quarter of an hour has not begun. The code is shown, never kept.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RuleError } from '../../../shared/dossier/rules.ts'
import type { Result } from '../../../shared/text/result.ts'
import { fleetDesk, standing, type MadeLink } from '../../models/fleet.ts'
import { link, syncNow } from '../../models/link.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { OrderDialog } from './devices-order.tsx'
import { isolated } from './devices-words.ts'
import { linkStateOf } from './devices-link-state.ts'
import { t } from './text.ts'

interface LinkProps {
  readonly agent: string
  readonly name: string
  readonly onClose: () => void
}

export function LinkDialog({ agent, name, onClose }: LinkProps) {
  return (
    <MakeLink
      title={t('link-title', { name: isolated(name) })}
      make={() => fleetDesk().makeLink(agent)}
      onClose={onClose}
    />
  )
}

interface MakeProps {
  readonly title: string
  readonly ready?: boolean
  readonly make: () => Promise<Result<MadeLink, RuleError>>
  readonly onClose: () => void
  readonly children?: ComponentChildren
}

/** Also for somebody whom the commune does not know yet: `children` ask who. */
export function MakeLink({ title, ready, make, onClose, children }: MakeProps) {
  const [made, setMade] = useState<MadeLink | null>(null)
  const isMade = useRef(false)
  if (made) return <ShownLink title={title} made={made} onClose={onClose} />
  return (
    <OrderDialog
      title={title}
      happens={[t('link-1'), t('link-2'), t('link-3')]}
      when={t('when-server')}
      confirm={t('link-make')}
      ready={ready}
      // What was made is shown next, in the place of the question.
      onClose={() => (isMade.current ? undefined : onClose())}
      onConfirm={async () => {
        const done = await make()
        if (done.ok) {
          isMade.current = true
          setMade(done.value)
          void syncNow()
        }
        return done
      }}
    >
      {children}
    </OrderDialog>
  )
}

function ShownLink({ title, made, onClose }: { title: string; made: MadeLink; onClose: () => void }) {
  const now = useSeconds()
  const sentAt = useRef<number | null>(null)
  const copied = useSignal(false)
  const line = standing.value.find(({ id }) => id === made.id)
  if (line && !line.kept) sentAt.current ??= Date.now()
  const state = linkStateOf(line ?? null, sentAt.current, now)
  const usable = state.type === 'kept' || state.type === 'sent'
  const copy = () =>
    void navigator.clipboard.writeText(made.url).then(
      () => (copied.value = true),
      () => undefined,
    )
  return (
    <Dialog
      open
      title={title}
      closeLabel={t('close')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <div class="fleet-link">
        {state.type === 'kept' ? (
          <Notice
            tone="warning"
            action={
              <Button icon="send" busy={link.value.state === 'syncing'} onClick={() => void syncNow()}>
                {t('fleet-send')}
              </Button>
            }
          >
            {t('link-kept')}
          </Notice>
        ) : state.type === 'sent' ? (
          <Notice tone="success">{t('link-sent', { minutes: state.minutes })}</Notice>
        ) : (
          <Notice tone="error">{t(`link-${state.type}`)}</Notice>
        )}
        {usable ? (
          <>
            <QrCode text={made.url} label={t('link-qr')} size={208} />
            <p class="fleet-link__text">
              <span class="supervisor-quiet">{t('link-text')}</span> <bdi dir="ltr">{made.url}</bdi>
            </p>
            <Button icon={copied.value ? 'check' : 'copy'} onClick={copy}>
              {t(copied.value ? 'link-copied' : 'link-copy')}
            </Button>
          </>
        ) : null}
      </div>
    </Dialog>
  )
}

const useSeconds = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
