// The gallery's other parts: buttons, surfaces, feedback, what goes on paper, pictures.
import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Card, CardGrid } from '../ui/card.tsx'
import { DataList } from '../ui/data-list.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon.tsx'
import { MarkPad } from '../ui/mark-pad.tsx'
import { Notice } from '../ui/notice.tsx'
import { ButtonRow } from '../ui/page.tsx'
import { pictogramNames } from '../ui/pictogram-names.ts'
import { Pictogram } from '../ui/pictogram.tsx'
import { Progress, Spinner } from '../ui/progress.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { Reference } from '../ui/reference.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import type { StateTone } from '../ui/state-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import type { GalleryTexts } from './texts.ts'

interface Props {
  readonly t: GalleryTexts
}

export function Buttons({ t }: Props) {
  const kinds = ['primary', 'secondary', 'quiet', 'danger'] as const
  return (
    <>
      <ButtonRow>
        {kinds.map((kind) => (
          <Button
            key={kind}
            kind={kind}
            icon={kind === 'quiet' ? 'back' : kind === 'secondary' ? 'print' : undefined}
            shortcut={kind === 'secondary' ? 'I' : undefined}
          >
            {t.kinds[kind]}
          </Button>
        ))}
        <Button kind="primary" busy>
          {t.busy}
        </Button>
        <Button disabled>{t.disabled}</Button>
        <Button icon="more" label={t.open} />
        <Button href="#who" icon="external">
          {t.open}
        </Button>
      </ButtonRow>
      <ButtonRow>
        <Button kind="yes" size="large" icon="check">
          {t.kinds.yes}
        </Button>
        <Button kind="no" size="large" icon="close">
          {t.kinds.no}
        </Button>
      </ButtonRow>
      <Button kind="primary" size="large" icon="add">
        {t.kinds.primary}
      </Button>
    </>
  )
}

export function Surfaces({ t }: Props) {
  const pictures = ['birth', 'certificate', 'road'] as const
  return (
    <>
      <CardGrid>
        {t.cards.map((title, index) => (
          <Card key={title} title={title} pictogram={pictures[index]} meta={t.cardMeta} onClick={() => undefined} />
        ))}
        <Card
          title={t.cards[0]}
          badge={<StateBadge tone="kept" label={t.states.kept} />}
          meta={<Reference value="12.40.67.31" />}
        >
          {t.emptyText}
        </Card>
      </CardGrid>
      <DataList
        label={t.list}
        items={t.rows}
        keyOf={(row) => row}
        onOpen={() => undefined}
        renderItem={(row, index) => (
          <>
            <Reference value={`12.40.6${index}.31`} />
            <span>{row}</span>
            <StateBadge
              tone={index === 0 ? 'kept' : 'received'}
              label={index === 0 ? t.states.kept : t.states.received}
            />
          </>
        )}
      />
      <SummaryList
        rows={t.summary.map(([term = '', description], index) => ({
          key: term,
          term,
          description: <bdi>{description}</bdi>,
          action: { label: t.change, onClick: () => undefined },
          tone: index === 2 ? 'warning' : undefined,
        }))}
      />
      <EmptyState pictogram="papers" title={t.emptyTitle} action={<Button>{t.send}</Button>}>
        {t.emptyText}
      </EmptyState>
    </>
  )
}

export function Feedback({ t }: Props) {
  const [open, setOpen] = useState(false)
  const tones = Object.keys(t.states) as StateTone[]
  return (
    <>
      <div class="row">
        {tones.map((tone) => (
          <StateBadge key={tone} tone={tone} label={t.states[tone]} />
        ))}
      </div>
      {(['info', 'success', 'warning', 'error'] as const).map((tone) => (
        <Notice
          key={tone}
          tone={tone}
          title={t.notice[tone]}
          action={tone === 'info' ? <Button kind="primary">{t.send}</Button> : undefined}
        >
          {t.noticeText}
        </Notice>
      ))}
      <Progress value={4 / 11} label={t.progress} />
      <Spinner label={t.busy} />
      <Button onClick={() => setOpen(true)}>{t.open}</Button>
      <Dialog
        open={open}
        title={t.dialog}
        closeLabel={t.close}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button kind="danger" onClick={() => setOpen(false)}>
              {t.kinds.danger}
            </Button>
            <Button onClick={() => setOpen(false)}>{t.kinds.quiet}</Button>
          </>
        }
      >
        {t.dialogText}
      </Dialog>
    </>
  )
}

export function Paper({ t }: Props) {
  const [mark, setMark] = useState<string | null>('M80 180l40 -120l30 110l60 -90l20 80l90 -40l120 10')
  return (
    <div class="gallery__pair">
      <div>
        <p>
          {t.sentence} <Reference value="12.40.67.31" />.
        </p>
        <p>
          <Reference value="12.40.67.31" large />
        </p>
        <QrCode text="https://morchid.example/s/q7J5b1XrTt2nYc0Vd3mK9w" label={t.qr} />
      </div>
      <MarkPad label={t.mark} hint={t.markHint} clearLabel={t.clear} value={mark} onChange={setMark} />
    </div>
  )
}

export function Pictures() {
  const icons: readonly IconName[] = [
    'add',
    'search',
    'back',
    'next',
    'sync',
    'offline',
    'online',
    'print',
    'qr',
    'settle',
    'claim',
    'release',
  ]
  return (
    <ul class="gallery__pictures" lang="en" dir="ltr">
      {pictogramNames.map((name) => (
        <li key={name}>
          <Pictogram name={name} size={56} />
          {name}
        </li>
      ))}
      {icons.map((name) => (
        <li key={`control-${name}`}>
          <Icon name={name} size={28} />
          {name}
        </li>
      ))}
    </ul>
  )
}
