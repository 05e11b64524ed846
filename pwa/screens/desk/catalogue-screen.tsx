// What can be asked for: life events first, then their procedures; two taps at most. The box searches all of them, in
// both scripts and in the words people say.
import { useLocation } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { offered, packsByEvent, searchPacks } from '../../../shared/procedure/catalogue.ts'
import { evidenceFor } from '../../../shared/procedure/outside-expression.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { needScript } from '../../models/cards/need-script.ts'
import { packs } from '../../models/packs.ts'
import { startRequest } from '../../models/request.ts'
import type { Request } from '../../models/request.ts'
import { directory } from '../../models/session.ts'
import { variety } from '../../models/visit.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Card, CardGrid } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { feeWords, delayWords } from './facts.ts'
import { deskRequest, heldId, holdRequest } from './held-request.ts'
import { LanguageChoice } from './language-choice.tsx'
import { papersLacking } from './papers.ts'
import { pictureOr } from './pictures.ts'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'

export const CatalogueScreen = () => {
  const { query, route } = useLocation()
  const [text, setText] = useState('')
  const all = offered(packs.value, { demo: directory.value?.demo ?? false })
  const events = packsByEvent(all)
  const event = events.find((group) => group.event.code === query['event'])
  // The person chose a procedure on their side: its request waits there.
  const begun = heldId()
  useEffect(() => {
    if (begun !== null) route(`/request/${begun}`, true)
  }, [begun])
  const turn = () => {
    let started: Request | null = null
    turnTo(
      needScript({
        packs: all,
        variety,
        hearer,
        start: async (id) => {
          started = await startRequest(id)
          holdRequest(deskRequest(started))
          return started
        },
        lacking: (request) => papersLacking(evidenceFor(request.pack, request.form.value.values), request.seen.value),
      }),
      () => started,
    )
  }
  const found = text.trim() === '' ? null : searchPacks(all, text, lang.value)

  if (all.length === 0)
    return (
      <Page title={t('new.title')} back={() => route('/')} backLabel={t('back.home')}>
        <EmptyState pictogram="papers" title={t('new.no-packs')}>
          {t('new.no-packs-hint')}
        </EmptyState>
      </Page>
    )

  return (
    <Page
      title={event === undefined ? t('new.title') : event.event.name[lang.value]}
      {...(event === undefined ? { lead: t('new.lead') } : {})}
      back={() => route(event === undefined ? '/' : '/new')}
      backLabel={t(event === undefined ? 'back.home' : 'back.events')}
      wide
      actions={
        <Button kind="secondary" icon="refresh" shortcut="T" onClick={turn}>
          {t('turn.do')}
        </Button>
      }
    >
      <LanguageChoice />
      {event === undefined && (
        <TextField
          id="search-procedure"
          label={t('new.search')}
          hint={t('new.search-hint')}
          value={text}
          onInput={setText}
          type="search"
          dir="auto"
        />
      )}
      {found !== null && event === undefined ? (
        <div role="status">
          {found.length === 0 ? (
            <EmptyState
              pictogram="question"
              title={t('new.none')}
              action={
                <Button kind="secondary" onClick={() => setText('')}>
                  {t('new.show-all')}
                </Button>
              }
            >
              {t('new.none-hint')}
            </EmptyState>
          ) : (
            <Procedures list={found} />
          )}
        </div>
      ) : event === undefined ? (
        <CardGrid>
          {events.map((group) => (
            <Card
              key={group.event.code}
              title={group.event.name[lang.value]}
              pictogram={pictureOr(group.event.pictogram, 'papers')}
              href={`/new?event=${group.event.code}`}
              meta={t('new.count', { count: group.packs.length })}
            />
          ))}
        </CardGrid>
      ) : (
        <Procedures list={event.packs} />
      )}
    </Page>
  )
}

const Procedures = ({ list }: { list: readonly ProcedurePack[] }) => (
  <CardGrid>
    {list.map((pack) => (
      <Card
        key={pack.id}
        title={pack.service.name[lang.value]}
        pictogram={pictureOr(pack.service.pictogram, 'papers')}
        href={`/new/${pack.id}`}
        meta={[feeWords(pack, lang.value), delayWords(pack, lang.value)].filter((one) => one !== '').join(' · ')}
      />
    ))}
  </CardGrid>
)
