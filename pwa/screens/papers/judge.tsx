// The page as it will be kept, and the one question: can all of it be read? Turned, or whole again where the cut is wrong.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Phase, Taking } from '../../papers/taking.ts'
import { lang } from '../../text/language.ts'
import { formatBytes } from '../../text/format.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'
import { usePicture } from './use-picture.ts'

interface JudgeProps {
  readonly taking: Taking
  readonly phase: Phase & { readonly at: 'judging' }
}

export function Judge({ taking, phase: { made, wish, canStraighten } }: JudgeProps) {
  const picture = usePicture(made.page)
  const isLarge = useSignal(false)
  useEffect(() => {
    isLarge.value = false
  }, [made])
  const { width, height, bytes } = made.page
  return (
    <>
      <div class="take-paper__stage">
        {/* In full size it is moved about, by keys too. */}
        <div
          class={`take-paper__page ${isLarge.value ? 'take-paper__page--large' : ''}`}
          tabIndex={isLarge.value ? 0 : undefined}
          role={isLarge.value ? 'region' : undefined}
          aria-label={isLarge.value ? t('judge.picture') : undefined}
        >
          <img src={picture} width={width} height={height} alt={t('judge.picture')} />
        </div>
      </div>
      <div class="take-paper__side">
        {taking.keepFailed.value ? <Notice tone="error">{t('keep.failed')}</Notice> : null}
        {made.doubts.length === 0 ? null : (
          <Notice tone="warning" title={t('doubt.title')}>
            {made.doubts.map((doubt) => (
              <p key={doubt}>{t(`doubt.${doubt}`)}</p>
            ))}
          </Notice>
        )}
        <div class="take-paper__answers">
          <Button kind="yes" size="large" icon="check" shortcut="1" onClick={() => void taking.sayReadable()}>
            {t('judge.yes')}
          </Button>
          <Button kind="no" size="large" icon="close" shortcut="2" onClick={() => void taking.sayUnreadable()}>
            {t(taking.waiting.value > 0 ? 'judge.skip' : 'judge.no')}
          </Button>
        </div>
        <div class="row">
          <Button icon="search" pressed={isLarge.value} onClick={() => (isLarge.value = !isLarge.value)}>
            {t(isLarge.value ? 'judge.smaller' : 'judge.larger')}
          </Button>
          <Button icon="refresh" onClick={() => void taking.turn()}>
            {t('judge.turn')}
          </Button>
          {canStraighten && (made.isStraightened || !wish.straighten) ? (
            <Button icon="file" onClick={() => void taking.cut(!wish.straighten)}>
              {t(wish.straighten ? 'judge.whole' : 'judge.cut')}
            </Button>
          ) : null}
        </div>
        <p class="take-paper__weight">
          <bdi>{formatBytes(bytes.length, lang.value)}</bdi>
        </p>
      </div>
    </>
  )
}
