// One step of the tour: its words, a voice when this machine has one, and a ring around what it speaks of. It never
// presses anything for the trainee.
import { useEffect, useState } from 'preact/hooks'
import { goToStep, tourStep, tourSteps } from '../../models/practice-tour.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { hear, quiet } from './tour-voice.ts'
import { t } from './text.ts'

export function TourPanel({ onClose }: { readonly onClose: () => void }) {
  const at = tourStep.value
  const step = tourSteps[at]
  const ring = useRing(step?.anchor ?? null)
  const [isSilent, setSilent] = useState(false)
  useEffect(() => quiet, [at])
  if (step === undefined) return null
  const say = async (words: string) => setSilent(!(await hear(step.id, words, lang.value)))
  const words = t(`tour.${step.id}.text`)
  const isLast = at === tourSteps.length - 1
  return (
    <>
      <section class="practice-panel practice-panel--tour" aria-labelledby="practice-step">
        <Progress value={(at + 1) / tourSteps.length} label={t('step', { at: at + 1, of: tourSteps.length })} />
        <h2 id="practice-step">{t(`tour.${step.id}`)}</h2>
        <p aria-live="polite">{words}</p>
        <p class="practice-later">{t('synthetic')}</p>
        {isSilent ? <p class="practice-later">{t('silent')}</p> : null}
        {ring === null ? <p class="practice-later">{t('elsewhere')}</p> : null}
        <div class="row">
          <Button icon="back" disabled={at === 0} onClick={() => goToStep(at - 1)}>
            {t('back')}
          </Button>
          <Button kind="primary" icon={isLast ? 'refresh' : 'next'} onClick={() => goToStep(isLast ? 0 : at + 1)}>
            {t(isLast ? 'again' : 'next')}
          </Button>
          <Button kind="quiet" icon="play" onClick={() => void say(words)}>
            {t('hear')}
          </Button>
          <Button kind="quiet" icon="close" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </section>
      {ring === null ? null : (
        <div
          class="practice-ring"
          // Measured from an edge of the screen that does not change sides with the language.
          dir="ltr"
          style={{
            insetBlockStart: `${ring.y}px`,
            insetInlineStart: `${ring.x}px`,
            inlineSize: `${ring.width}px`,
            blockSize: `${ring.height}px`,
          }}
        />
      )}
    </>
  )
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const margin = 6
const lookEveryMs = 250

/** Where the anchor is now; screens come and go under the tour, and tell it nothing. Null while it is not there. */
const useRing = (anchor: string | null): Box | null => {
  const [box, setBox] = useState<Box | null>(null)
  useEffect(() => {
    let wasThere = false
    const look = () => {
      const found = anchor === null ? null : document.querySelector(anchor)
      if (found !== null && !wasThere) found.scrollIntoView({ block: 'nearest' })
      wasThere = found !== null
      const next = found === null ? null : around(found.getBoundingClientRect())
      setBox((before) => (same(before, next) ? before : next))
    }
    look()
    const timer = setInterval(look, lookEveryMs)
    return () => clearInterval(timer)
  }, [anchor])
  return box
}

const around = ({ x, y, width, height }: DOMRect): Box => ({
  x: x - margin,
  y: y - margin,
  width: width + 2 * margin,
  height: height + 2 * margin,
})

const same = (a: Box | null, b: Box | null): boolean =>
  a === b || (a !== null && b !== null && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height)
