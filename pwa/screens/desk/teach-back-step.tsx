// Teach-back: the person says in their own words what is asked for, what it costs, when and where to come back. The
// helper ticks what was said; what was missed is said again by the voice, and the miss stays counted.
import { answerBefore, competentOffice, feeOf } from '../../../shared/procedure/office.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import type { Request } from '../../models/request.ts'
import { directory } from '../../models/session.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button, Key } from '../../ui/button.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { feeWords } from './facts.ts'
import { pictureOr } from './pictures.ts'
import { RequestFrame } from './request-frame.tsx'
import { player } from '../../voice/voice.ts'
import { EarFor } from '../voice/ear-for.tsx'
import { t } from './text.ts'
import { hearer } from './turning.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

const points = ['what', 'cost', 'when'] as const
type Point = (typeof points)[number]
const pictures = { what: 'papers', cost: 'money', when: 'calendar' } as const

export const TeachBackStep = ({ request }: { request: Request }) => {
  const next = useNext(request)
  const taught = request.taught.value
  const isDone = points.every((point) => taught[point] === 'right')
  useEnter(() => isDone && next.go())
  const facts = factsOf(request)
  const mark = (point: Point, how: 'right' | 'missed') => {
    request.setTeachBack({ ...taught, [point]: how }).catch(() => undefined)
    if (how === 'missed') void player.say(facts[point].says, hearer().variety)
  }

  return (
    <RequestFrame request={request} title={t('teach.title')} lead={t('teach.lead')} back={request.back}>
      <ul class="desk-papers desk-papers--asked">
        {points.map((point, at) => (
          <li key={point}>
            <Pictogram
              name={pictureOr(point === 'what' ? request.pack.service.pictogram : pictures[point], 'papers')}
            />
            <span>
              <strong>{t(`teach.${point}`)}</strong>
              <small>{facts[point].words}</small>
            </span>
            <span class="desk-papers__say" role="group" aria-label={t(`teach.${point}`)}>
              <EarFor says={facts[point].says} variety={hearer().variety} size="staff" label={t('teach.say-again')} />
              <Button
                kind={taught[point] === 'right' ? 'yes' : 'secondary'}
                icon="check"
                shortcut={String(at + 1)}
                pressed={taught[point] === 'right'}
                onClick={() => mark(point, 'right')}
              >
                {t('teach.said')}
              </Button>
              <Button
                kind={taught[point] === 'missed' ? 'no' : 'secondary'}
                icon="refresh"
                pressed={taught[point] === 'missed'}
                onClick={() => mark(point, 'missed')}
              >
                {t('teach.missed')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {next.problem}
      <ButtonRow stays>
        <Button kind={isDone ? 'primary' : 'secondary'} size="large" busy={next.busy} onClick={next.go}>
          {t(isDone ? 'step.continue' : 'teach.without')} {isDone && <Key name="Enter" />}
        </Button>
      </ButtonRow>
    </RequestFrame>
  )
}

/** What the helper listens for, and what the voice says again. A figure nobody checked is not promised. */
const factsOf = (request: Request): Readonly<Record<Point, { readonly words: string; readonly says: Spoken }>> => {
  const { pack, form } = request
  const fee = feeOf(pack, form.value.values)
  const term = answerBefore(pack, new Date().toISOString())
  const office = directory.value === null ? null : competentOffice(pack, directory.value)
  const where = office?.name[lang.value] ?? pack.service.hasCompetentAuthority.name[lang.value]
  return {
    what: {
      words: pack.service.name[lang.value],
      says: [prompt('app.teach-what'), prompt(promptOf(pack.id, { about: 'name' }))],
    },
    cost: {
      words: feeWords(pack, lang.value),
      says:
        fee.amount === null || !fee.verified
          ? [prompt('app.cost-unknown')]
          : fee.amount === 0
            ? [prompt('app.free')]
            : [prompt('app.teach-cost'), { type: 'amount', value: fee.amount, currency: fee.currency }],
    },
    when: {
      words: t('teach.when-where', {
        date: term?.verified === true ? formatDate(term.date, lang.value) : t('fact.delay-unknown'),
        where,
      }),
      says:
        term?.verified === true
          ? [prompt('app.teach-when'), { type: 'date', iso: term.date, weekday: true }]
          : [prompt('app.term-unknown')],
    },
  }
}
