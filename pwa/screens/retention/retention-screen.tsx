// Dossiers whose keeping waits for a person: to be decided, given to the archive, erased before their term, held. It shows
// what the server last told and what was signed here; never what a dossier says of anybody.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { keeping, type KeepingCase, type KeepingRow, type KeepingStep } from '../../models/keeping.ts'
import { link, syncNow } from '../../models/link.ts'
import { formatAge, formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import { RetentionCase } from './retention-case.tsx'
import { RetentionDialog } from './retention-dialog.tsx'
import { RetentionKeys } from './retention-keys.tsx'
import { t } from './text.ts'
import '../../fields/fields.css'
import './retention.css'

const parts: readonly { readonly what: KeepingCase['what']; readonly icon: IconName }[] = [
  { what: 'review', icon: 'clock' },
  { what: 'transfer', icon: 'inbox' },
  { what: 'early', icon: 'users' },
  { what: 'held', icon: 'shield' },
]

export function RetentionScreen() {
  const rows = keeping.value
  const inOrder = parts.flatMap(({ what }) => (rows ?? []).filter(({ told }) => told.what === what))
  const current = useSignal<string | null>(null)
  const signing = useSignal<{ readonly told: KeepingCase; readonly step: KeepingStep } | null>(null)
  const keysShown = useSignal(false)
  const list = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    inOrder.findIndex(({ told }) => told.dossier === current.value),
  )
  const walk = (by: number) => {
    const next = inOrder[current.value === null && by > 0 ? 0 : at + by]
    if (next === undefined) return
    current.value = next.told.dossier
    const title = list.current?.querySelector<HTMLElement>(`#case-${CSS.escape(next.told.dossier)}`)
    title?.focus()
    title?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut(
    'J',
    () => list.current,
    () => walk(1),
  )
  useShortcut(
    'K',
    () => list.current,
    () => walk(-1),
  )
  // The button has `?`; this is the same key with an Arabic layout.
  useShortcut(
    '؟',
    () => list.current,
    () => (keysShown.value = true),
  )
  // What was opened from a card goes back to it.
  const shown = signing.value
  const before = useRef<string | null>(null)
  useEffect(() => {
    if (shown !== null) before.current = shown.told.dossier
    else if (before.current !== null) document.getElementById(`case-${before.current}`)?.focus()
  }, [shown])
  return (
    <Page
      wide
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <Button icon="refresh" busy={link.value.state === 'syncing'} onClick={() => void syncNow()}>
            {t('refresh')}
          </Button>
          <span class="retention-help">
            <Button kind="quiet" icon="keyboard" shortcut="?" onClick={() => (keysShown.value = true)}>
              {t('keys.title')}
            </Button>
          </span>
        </>
      }
    >
      <div class="retention stack" ref={list}>
        <p class="retention-quiet">{dated()}</p>
        {rows === null ? (
          <Notice tone="info">{t('unknown')}</Notice>
        ) : rows.length === 0 ? (
          <EmptyState pictogram="papers" title={t('none')}>
            {t('none-text')}
          </EmptyState>
        ) : (
          parts.map((part) => (
            <Part
              key={part.what}
              {...part}
              rows={inOrder.filter(({ told }) => told.what === part.what)}
              current={inOrder[at]?.told.dossier ?? null}
              onFocus={(id) => (current.value = id)}
              onStep={(told, step) => (signing.value = { told, step })}
            />
          ))
        )}
      </div>
      <div class="retention-signing">
        {shown === null ? null : (
          <RetentionDialog
            {...shown}
            today={new Date().toISOString().slice(0, 10)}
            onClose={() => (signing.value = null)}
          />
        )}
      </div>
      <RetentionKeys open={keysShown.value} onClose={() => (keysShown.value = false)} />
    </Page>
  )
}

interface PartProps {
  readonly what: KeepingCase['what']
  readonly icon: IconName
  readonly rows: readonly KeepingRow[]
  readonly current: string | null
  readonly onFocus: (dossier: string) => void
  readonly onStep: (told: KeepingCase, step: KeepingStep) => void
}

function Part({ what, icon, rows, current, onFocus, onStep }: PartProps) {
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={`retention-${what}`}>
      <h2 id={`retention-${what}`} class="retention-part">
        <Icon name={icon} /> <span>{t(`part.${what}`, { n: rows.length })}</span>
      </h2>
      <p class="retention-quiet">{t(`part-text.${what}`)}</p>
      <div class="retention-cases">
        {rows.map((row) => (
          <RetentionCase
            key={row.told.dossier}
            row={row}
            isCurrent={row.told.dossier === current}
            onFocus={() => onFocus(row.told.dossier)}
            onStep={(step) => onStep(row.told, step)}
          />
        ))}
      </div>
    </section>
  )
}

const dated = (): string => {
  const { lastSync } = link.value
  if (lastSync === null) return t('never')
  const age = formatAge(Math.max(0, Date.now() - Date.parse(lastSync)), lang.value)
  return t('dated', { date: formatDateTime(lastSync, lang.value), age })
}
