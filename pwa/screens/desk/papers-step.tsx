// Which papers the citizen has with them: seen, photographed, or missing. A missing one stops nothing, it is told; one whose
// picture the person found unclear is asked for alone.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import { evidenceFor } from '../../../shared/procedure/outside-expression.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import { needScript } from '../../models/cards/need-script.ts'
import type { Request } from '../../models/request.ts'
import { variety } from '../../models/visit.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import { DeskPhotosDoor, TakeDoor } from '../photos/photos-door.tsx'
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

interface Taking {
  readonly item: EvidenceItem
  /** The page that is taken again. */
  readonly instead: Paper | null
}

export const PapersStep = ({ request, onLeave }: { request: Request; onLeave: () => void }) => {
  const step = request.step.value
  const unclear = step.kind === 'papers' ? step.piece : undefined
  const items = evidenceFor(request.pack, request.form.value.values)
  const shown = unclear === undefined ? items : items.filter(({ id }) => id === unclear)
  const pagesOf = (id: string): readonly Paper[] =>
    request.papers.rows.value.find(({ piece }) => piece === id)?.pages ?? []
  const seen = request.seen.value
  const lacking = papersLacking(items, withPhotos(seen, request))
  const next = useNext(request)
  const [taking, setTaking] = useState<Taking | null>(null)
  useEnter(() => taking === null && next.go())
  const turn = () =>
    turnTo(
      needScript({
        packs: [],
        variety,
        hearer,
        start: () => Promise.resolve(request),
        lacking: () =>
          papersLacking(evidenceFor(request.pack, request.form.value.values), withPhotos(request.seen.value, request)),
        started: request,
      }),
      () => request,
    )

  if (taking !== null)
    return (
      <TakeDoor
        key={taking.item.id}
        item={taking.item}
        pages={pagesOf(taking.item.id)}
        instead={taking.instead}
        keep={async (page, instead) => {
          const isKept = await request.papers.add(taking.item.id, page, instead)
          // Whoever is photographing it here has it before them.
          if (isKept && request.seen.peek()[taking.item.id] === undefined) await request.setSeen(taking.item.id, true)
          return isKept
        }}
        onSeen={() => void request.setSeen(taking.item.id, true)}
        onDone={() => setTaking(null)}
      />
    )
  return (
    <RequestFrame
      request={request}
      title={unclear === undefined ? t('papers.title') : t('papers.unclear')}
      lead={unclear === undefined ? t('papers.lead') : t('papers.unclear-lead')}
      onTurn={items.length === 0 || unclear !== undefined ? undefined : turn}
      back={unclear === undefined ? onLeave : request.back}
    >
      {items.length === 0 ? (
        <Notice tone="info">{t('papers.none')}</Notice>
      ) : (
        <ul class="desk-papers desk-papers--asked">
          {shown.map((item) => (
            <Piece
              key={item.id}
              item={item}
              items={items}
              says={[prompt('app.paper'), prompt(promptOf(request.pack.id, { paper: item.id }))]}
              has={seen[item.id]}
              onSay={(has) => void request.setSeen(item.id, has)}
            >
              {isPhotographed(item) && (seen[item.id] !== false || pagesOf(item.id).length > 0) ? (
                <DeskPhotosDoor
                  dossier={request.id}
                  paper={item.name[lang.value]}
                  pages={pagesOf(item.id)}
                  seen={seen[item.id]}
                  onTake={(instead) => setTaking({ item, instead })}
                  onRemove={(hash) => void request.papers.remove(hash)}
                />
              ) : null}
            </Piece>
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

/** A paper that is photographed is not lacking, whoever has the original. */
const withPhotos = (seen: Readonly<Record<string, boolean>>, request: Request): Readonly<Record<string, boolean>> => ({
  ...seen,
  ...Object.fromEntries(request.papers.rows.value.map(({ piece }) => [piece, true])),
})

const isPhotographed = ({ captures }: EvidenceItem): boolean => captures.some((how) => how !== 'seen')

interface PieceProps {
  item: EvidenceItem
  items: readonly EvidenceItem[]
  says: Spoken
  has: boolean | undefined
  onSay: (has: boolean) => void
  children: ComponentChildren
}

const Piece = ({ item, items, says, has, onSay, children }: PieceProps) => {
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
      {children}
    </li>
  )
}
