// Which papers the citizen has with them, one "yes" or "no" each; a missing one stops nothing, it is told.
import { evidenceFor } from '../../../shared/procedure/outside-expression.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import { needScript } from '../../models/cards/need-script.ts'
import type { Request } from '../../models/request.ts'
import { variety } from '../../models/visit.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import { EarFor } from '../voice/ear-for.tsx'
import { lang } from '../../text/language.ts'
import { Button, Key } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { paperNote } from './paper-list.tsx'
import { papersLacking } from './papers.ts'
import { pictureOr } from './pictures.ts'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

export const PapersStep = ({ request, onLeave }: { request: Request; onLeave: () => void }) => {
  const items = evidenceFor(request.pack, request.form.value.values)
  const seen = request.seen.value
  const lacking = papersLacking(items, seen)
  const next = useNext(request)
  useEnter(next.go)
  const turn = () =>
    turnTo(
      needScript({
        packs: [],
        variety,
        hearer,
        start: () => Promise.resolve(request),
        lacking: () => papersLacking(evidenceFor(request.pack, request.form.value.values), request.seen.value),
        started: request,
      }),
      () => request,
    )

  return (
    <RequestFrame
      request={request}
      title={t('papers.title')}
      lead={t('papers.lead')}
      onTurn={items.length === 0 ? undefined : turn}
      back={onLeave}
    >
      {items.length === 0 ? (
        <Notice tone="info">{t('papers.none')}</Notice>
      ) : (
        <ul class="desk-papers desk-papers--asked">
          {items.map((item) => (
            <Paper
              key={item.id}
              item={item}
              items={items}
              says={[prompt('app.paper'), prompt(promptOf(request.pack.id, { paper: item.id }))]}
              has={seen[item.id]}
              onSay={(has) => void request.setSeen(item.id, has)}
            />
          ))}
        </ul>
      )}
      {lacking.length > 0 && (
        <Notice tone="warning" title={t('papers.lacking', { count: lacking.length })}>
          {lacking.map((item) => item.name[lang.value]).join(lang.value === 'ar' ? '، ' : ', ')}.{' '}
          {t('papers.lacking-hint')}
        </Notice>
      )}
      {next.problem}
      <ButtonRow stays>
        <Button kind="primary" size="large" onClick={next.go} busy={next.busy}>
          {t('step.continue')} <Key name="Enter" />
        </Button>
      </ButtonRow>
    </RequestFrame>
  )
}

interface PaperProps {
  item: EvidenceItem
  items: readonly EvidenceItem[]
  says: Spoken
  has: boolean | undefined
  onSay: (has: boolean) => void
}

const Paper = ({ item, items, says, has, onSay }: PaperProps) => {
  const name = item.name[lang.value]
  const note = paperNote(item, items)
  return (
    <li>
      <Pictogram name={pictureOr(item.pictogram, 'certificate')} size={56} />
      <span>
        <strong>{name}</strong>
        {note !== '' && <small>{note}</small>}
      </span>
      <span class="desk-papers__say" role="group" aria-label={name}>
        <EarFor says={says} variety={hearer().variety} size="staff" label={t('say.paper', { paper: name })} />
        <Button
          kind={has === true ? 'yes' : 'secondary'}
          icon="check"
          pressed={has === true}
          onClick={() => onSay(true)}
        >
          {t('papers.has')}
        </Button>
        <Button
          kind={has === false ? 'no' : 'secondary'}
          icon="close"
          pressed={has === false}
          onClick={() => onSay(false)}
        >
          {t('papers.has-not')}
        </Button>
      </span>
    </li>
  )
}
