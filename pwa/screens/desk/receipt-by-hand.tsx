// No printer: the number, the day and the secret are copied on paper, and typed back as they stand there, so that a
// slip of the pen is found while the person is still here.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Receipt } from '../../models/request.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { FigureView } from '../../ui/figure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { comparePairs } from './copied-pairs.ts'
import type { Copied } from './copied-pairs.ts'
import { t } from './text.ts'

interface ReceiptByHandProps {
  receipt: Receipt
  onBack: () => void
  onWritten: () => void
}

export const ReceiptByHand = ({ receipt, onBack, onWritten }: ReceiptByHandProps) => {
  const [written, setWritten] = useState(false)
  return written ? (
    <TypedBack receipt={receipt} onBack={() => setWritten(false)} onRight={onWritten} />
  ) : (
    <ToCopy receipt={receipt} onBack={onBack} onNext={() => setWritten(true)} />
  )
}

const ToCopy = ({ receipt, onBack, onNext }: { receipt: Receipt; onBack: () => void; onNext: () => void }) => (
  <Page title={t('by-hand.title')} back={onBack} backLabel={t('by-hand.print-instead')}>
    <ol class="by-hand">
      <Sheet picture="write-by-hand" words={t('by-hand.first')}>
        <FigureView figure={{ type: 'pairs', reference: receipt.reference }} lang={lang.value} size={56} />
        {receipt.answerBefore !== null && (
          <span class="by-hand__day">
            <FigureView figure={{ type: 'day', iso: receipt.answerBefore }} lang={lang.value} size={56} />
            <bdi dir="ltr">{formatDate(receipt.answerBefore, 'fr')}</bdi>
          </span>
        )}
        <span>
          <bdi>{receipt.point[lang.value]}</bdi> · <bdi>{receipt.agent}</bdi>
        </span>
        {receipt.phone !== undefined && <bdi dir="ltr">{receipt.phone}</bdi>}
      </Sheet>
      <Sheet picture="secret" words={t('by-hand.second')}>
        <FigureView figure={{ type: 'pairs', reference: receipt.secret }} lang={lang.value} size={56} />
      </Sheet>
    </ol>
    <ButtonRow>
      <Button kind="primary" size="large" icon="next" shortcut="Enter" onClick={onNext}>
        {t('by-hand.written')}
      </Button>
    </ButtonRow>
  </Page>
)

/** The numbers are not on this screen: what is typed is what stands on the paper. */
const TypedBack = ({ receipt, onBack, onRight }: { receipt: Receipt; onBack: () => void; onRight: () => void }) => {
  const [number, setNumber] = useState('')
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState(false)
  const copied = { number: comparePairs(receipt.reference, number), secret: comparePairs(receipt.secret, secret) }
  const right = copied.number.type === 'right' && copied.secret.type === 'right'
  return (
    <Page title={t('by-hand.check')} back={onBack} backLabel={t('by-hand.see-again')}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (right) onRight()
        }}
      >
        <TextField
          id="by-hand-number"
          label={t('by-hand.number')}
          value={number}
          onInput={setNumber}
          type="tel"
          autoFocus
          error={problemOf(copied.number, tried)}
        />
        <TextField
          id="by-hand-secret"
          label={t('by-hand.secret')}
          value={secret}
          onInput={setSecret}
          type="tel"
          error={problemOf(copied.secret, tried)}
        />
        {right && <Notice tone="success">{t('by-hand.right')}</Notice>}
        <ButtonRow>
          <Button kind="primary" size="large" icon="check" type="submit">
            {t('by-hand.done')}
          </Button>
        </ButtonRow>
      </form>
    </Page>
  )
}

const problemOf = (copied: Copied, tried: boolean): string | undefined => {
  if (copied.type === 'wrong') return t('by-hand.wrong', { pair: copied.pair })
  return copied.type === 'unfinished' && tried ? t('by-hand.unfinished') : undefined
}

interface SheetProps {
  picture: PictogramName
  words: string
  children: ComponentChildren
}

const Sheet = ({ picture, words, children }: SheetProps) => (
  <li>
    <Pictogram name={picture} size={64} />
    <div>
      <strong>{words}</strong>
      {children}
    </div>
  </li>
)
