// Somebody comes to the office with a paper: is it ours, and is its dossier here? By camera, by a scanner that types, or
// by the four pairs. Nothing of the paper is kept when this screen is left.
import { useState } from 'preact/hooks'
import { summaries } from '../../models/dossiers.ts'
import { packOf } from '../../models/packs.ts'
import type { Summary } from '../../models/summary.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Reference } from '../../ui/reference.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FoundPaper } from './found-paper.tsx'
import { PaperCamera } from './paper-camera.tsx'
import './paper.css'
import { findByReference, findByTokenHash, readQuery } from './paper-query.ts'
import { t } from './text.ts'
import { useScanner } from './use-scanner.ts'

export function PaperScreen({ onBack }: { readonly onBack: () => void }) {
  const [typed, setTyped] = useState('')
  const [camera, setCamera] = useState(false)
  useScanner(setTyped)
  const query = readQuery(typed)
  const found =
    query.kind === 'reference'
      ? findByReference(summaries.value, query.reference)
      : query.kind === 'link'
        ? findByTokenHash(summaries.value, query.tokenHash)
        : null
  return (
    <Page title={t('check.title')} back={onBack} backLabel={t('check.back')}>
      <TextField
        id="paper"
        label={t('check.label')}
        hint={t('check.hint')}
        value={typed}
        onInput={setTyped}
        type="search"
        dir="ltr"
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
      {query.kind === 'seal' && <FoundPaper key={query.text} seal={query.text} />}
      {found?.map((summary) => (
        <Here key={summary.id} summary={summary} />
      ))}
      {found?.length === 0 && (
        <EmptyState pictogram="question" title={t('find.none')}>
          {t(query.kind === 'link' ? 'find.none-link' : 'find.none-reference')}
        </EmptyState>
      )}
    </Page>
  )
}

/** Found by its number or its first code, which anybody can copy: they prove nothing. */
const Here = ({ summary }: { summary: Summary }) => (
  <section class="found-paper" role="status">
    <p>
      <Reference value={summary.reference ?? ''} /> ·{' '}
      {packOf(summary.procedure)?.service.name[lang.value] ?? t('dossier.unknown-procedure')}
    </p>
    <Notice tone="info">{t('check.by-number')}</Notice>
    <ButtonRow>
      <Button kind="secondary" size="large" icon="file" href={`/dossier/${summary.id}`}>
        {t('paper.open')}
      </Button>
    </ButtonRow>
  </section>
)
