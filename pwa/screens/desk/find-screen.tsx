// One box to find a dossier on this device: a code of a receipt by camera or by a scanner that types, pairs, a telephone
// number, or a name in either script. What is not on this device is not claimed not to exist.
import { useLocation } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SealClaims } from '../../../shared/receipt/seal.ts'
import { summaries } from '../../models/dossiers.ts'
import { packOf } from '../../models/packs.ts'
import { directory } from '../../models/session.ts'
import type { Summary } from '../../models/summary.ts'
import { turnSide } from '../../models/turn.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { DossierRow, rowHref } from './dossier-row.tsx'
import { findByPhone } from './find-by-phone.ts'
import '../paper/paper.css'
import { PaperCamera } from '../paper/paper-camera.tsx'
import { keepFound, takeFound } from './find-kept.ts'
import { MandateStop } from './find-mandate.tsx'
import { FoundPaper } from '../paper/found-paper.tsx'
import { findByName, findByReference, findByTokenHash, readQuery } from '../paper/paper-query.ts'
import type { FindQuery } from '../paper/paper-query.ts'
import { useScanner } from '../paper/use-scanner.ts'
import { t } from './text.ts'

export const FindScreen = () => {
  const { route } = useLocation()
  const [typed, setTyped] = useState(takeFound)
  const [camera, setCamera] = useState(false)
  useScanner(setTyped)
  // The person has the screen: this one is drawn again after it, with the same paper.
  const inHand = useRef(typed)
  inHand.current = typed
  useEffect(() => () => keepFound(turnSide.peek() === 'helper' ? '' : inHand.current), [])
  const query = readQuery(typed)
  const byPhone = usePhoneSearch(query.kind === 'phone' ? query.digits : null)
  const found = query.kind === 'phone' ? byPhone.found : findNow(query)
  // Only who shows the paper, or its number, is asked whether they stop.
  const byPaper = query.kind === 'link' || query.kind === 'reference' ? found?.[0] : undefined

  return (
    <Page title={t('find.title')} back={() => route('/')} backLabel={t('back.home')} wide>
      <TextField
        id="find"
        label={t('find.label')}
        hint={t('find.hint')}
        value={typed}
        onInput={setTyped}
        type="search"
        dir="auto"
        autoFocus
        error={query.kind === 'wrong-reference' ? t('find.wrong-reference') : undefined}
      />
      <ButtonRow>
        <Button kind="secondary" size="large" icon="camera" onClick={() => setCamera(true)}>
          {t('find.camera')}
        </Button>
      </ButtonRow>
      {camera && (
        <PaperCamera
          onClose={() => setCamera(false)}
          onRead={(text) => {
            setCamera(false)
            setTyped(text)
          }}
        />
      )}
      {query.kind === 'seal' && <FoundPaper key={query.text} seal={query.text} mandate={mandateOnPaper} />}
      {query.kind === 'unfinished' && <p class="desk-quiet">{t('find.unfinished')}</p>}
      {byPhone.progress !== null && <Progress value={byPhone.progress} label={t('find.searching')} />}
      {found !== null && found.length > 0 && (
        <>
          <p role="status">{t('find.count', { count: found.length })}</p>
          <DataList
            items={found}
            label={t('find.results')}
            keyOf={(one) => one.id}
            hrefOf={rowHref}
            renderItem={(one) => <DossierRow summary={one} />}
          />
          {byPaper !== undefined && <StopHere summary={byPaper} />}
        </>
      )}
      {found !== null && found.length === 0 && byPhone.progress === null && (
        <EmptyState
          pictogram="question"
          title={t('find.none')}
          action={
            <Button kind="secondary" onClick={() => setTyped('')}>
              {t('find.again')}
            </Button>
          }
        >
          {t(
            query.kind === 'reference'
              ? 'find.none-reference'
              : query.kind === 'phone'
                ? 'find.none-phone'
                : query.kind === 'link'
                  ? 'find.none-link'
                  : 'find.none-name',
          )}
        </EmptyState>
      )}
      {query.kind === 'nothing' && <Notice tone="info">{t('find.how')}</Notice>}
    </Page>
  )
}

const findNow = (query: FindQuery): readonly Summary[] | null => {
  switch (query.kind) {
    case 'reference':
      return findByReference(summaries.value, query.reference)
    case 'link':
      return findByTokenHash(summaries.value, query.tokenHash)
    case 'name':
      return findByName(summaries.value, query.text)
    default:
      return null
  }
}

const usePhoneSearch = (digits: string | null) => {
  const [state, setState] = useState<{ found: readonly Summary[] | null; progress: number | null }>({
    found: null,
    progress: null,
  })
  useEffect(() => {
    if (digits === null) return setState({ found: null, progress: null })
    const search = new AbortController()
    void findByPhone(summaries.peek(), digits, search.signal, (found, progress) => setState({ found, progress }))
    return () => search.abort()
  }, [digits])
  return state
}

/** A paper that is ours may end what was agreed on it. */
const mandateOnPaper = ({ dossier, filed, procedure, point, mandateUntil }: SealClaims) =>
  mandateUntil === null ? null : (
    <MandateStop
      dossier={dossier}
      filed={filed}
      mandate={{
        procedure: procedure.split('@')[0] ?? '',
        name: packOf(procedure)?.service.name ?? { fr: '', ar: '' },
        point: directory.value?.units.find((one) => one.id === point)?.name ?? { fr: '', ar: '' },
        until: mandateUntil,
      }}
    />
  )

const StopHere = ({ summary }: { summary: Summary }) => {
  const service = packOf(summary.procedure)?.service
  const point = directory.value?.units.find((one) => one.id === summary.point)
  return (
    <MandateStop
      dossier={summary.id}
      filed={null}
      mandate={{
        procedure: summary.procedure.split('@')[0] ?? '',
        name: service?.name ?? { fr: '', ar: '' },
        point: point?.name ?? { fr: '', ar: '' },
        until: null,
      }}
    />
  )
}
