// The helper's own window while the person answers in theirs: what they are asked, never what they answer, and nothing
// at all of what is private. It gives the words that no clip says, and can stop the turn without a PIN.
import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Card } from '../../models/card.ts'
import { hasHeadset } from '../../models/turn-sitting.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { ToReadAloud } from './citizen-side.tsx'
import { Picture } from './picture.tsx'
import { t } from './text.ts'
import { OnlyThis } from './turn-card.tsx'
import './turn-card.css'

export interface ElsewhereProps {
  readonly card: Card | null
  readonly toRead: ToReadAloud | null
  readonly only?: Signal<boolean> | undefined
  /** The person tapped the helper's face. */
  readonly isCalled: boolean
  readonly onAgain: () => void
  readonly onStop: () => void
}

export function Elsewhere({ card, toRead, only, isCalled, onAgain, onStop }: ElsewhereProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const lang = card === null ? null : screenLangOf(card.variety)
  return (
    <main class="turn-card" id="main">
      <div class="turn-card__words">
        <h1 class="turn-card__title" tabIndex={-1} ref={heading}>
          {t('turn.elsewhere.title')}
        </h1>
        <p>{t('turn.elsewhere.lead')}</p>
      </div>
      {isCalled ? <Notice tone="warning" title={t('turn.elsewhere.called')} /> : null}
      {card === null || lang === null ? null : card.isPrivate ? (
        <>
          <p>{t('turn.elsewhere.private')}</p>
          <Button pressed={hasHeadset.value} onClick={() => (hasHeadset.value = !hasHeadset.value)}>
            {t('turn.headset')}
          </Button>
        </>
      ) : (
        <div class="elsewhere__question" lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>
          <Picture name={card.picture ?? 'question'} size={96} />
          <bdi>{card.text}</bdi>
        </div>
      )}
      {toRead === null ? null : (
        <p class="citizen__to-read" role="status">
          {toRead.label} <bdi lang={lang ?? undefined}>{toRead.words}</bdi>
        </p>
      )}
      <div class="turn-card__ways">
        {only === undefined ? null : <OnlyThis only={only} />}
        <Button icon="play" onClick={onAgain}>
          {t('turn.elsewhere.again')}
        </Button>
        <Button kind="primary" icon="close" onClick={onStop}>
          {t('turn.elsewhere.stop')}
        </Button>
      </div>
    </main>
  )
}
