// One box to find a dossier on this device: pairs, a telephone number, or a name in either script. What is not on this
// device is not claimed not to exist.
import { useLocation } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { summaries } from '../../models/dossiers.ts'
import type { Summary } from '../../models/summary.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { DossierRow, rowHref } from './dossier-row.tsx'
import { findByPhone } from './find-by-phone.ts'
import { findByName, findByReference, readQuery } from './find-query.ts'
import type { FindQuery } from './find-query.ts'
import { t } from './text.ts'

export const FindScreen = () => {
  const { route } = useLocation()
  const [typed, setTyped] = useState('')
  const query = readQuery(typed)
  const byPhone = usePhoneSearch(query.kind === 'phone' ? query.digits : null)
  const found = query.kind === 'phone' ? byPhone.found : findNow(query)

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
