// A document of one dossier: looked at, issued, printed, and printed again. The act is written when the clerk confirms,
// then the paper comes out; with a network it waits a moment for its number, without one it is provisional and says so.
import { useEffect, useState } from 'preact/hooks'
import type { PaperLang } from '../../../shared/receipt/document-words.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { syncNow } from '../../models/link.ts'
import { lang } from '../../text/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { useDossier } from '../clerk/use-dossier.ts'
import { isAway } from './away.ts'
import { ConfirmIssue } from './confirm-issue.tsx'
import { DocumentChoices } from './document-choices.tsx'
import { DocumentSheet } from './document-sheet.tsx'
import { DocumentState } from './document-state.tsx'
import { printables, standingPaper } from './document-plan.ts'
import type { Printable } from './document-plan.ts'
import type { PapersScreenProps } from './screen-props.ts'
import './papers.css'
import { rememberSheetFormat, sheetFormat } from './sheet-format.ts'
import { t } from './text.ts'
import { useDocument } from './use-document.ts'

export const DocumentScreen = ({ dossier: id, onBack }: PapersScreenProps) => {
  const opening = useDossier(id)
  const page = { wide: true, title: t('document.title'), back: onBack, backLabel: t('document.back') }
  if (opening.state === 'opening')
    return (
      <Page {...page}>
        <Spinner label={t('loading')} />
      </Page>
    )
  const dossier = opening.state === 'open' ? opening.dossier : null
  const papers = printables(dossier?.pack ?? null)
  const [first] = papers
  return (
    <Page {...page}>
      {dossier === null || first === undefined ? (
        <EmptyState pictogram="papers" title={t(dossier === null ? 'document.absent' : 'document.none')}>
          {dossier === null ? undefined : t('document.none-text')}
        </EmptyState>
      ) : (
        <Document dossier={dossier} papers={papers} first={first} />
      )}
    </Page>
  )
}

interface DocumentProps {
  readonly dossier: OpenDossier
  readonly papers: readonly Printable[]
  readonly first: Printable
}

/** `now`: as it is. `numbered`: once the server has given the number. */
type Wanted = 'now' | 'numbered' | null

const Document = ({ dossier, papers, first }: DocumentProps) => {
  const { status } = dossier
  const [paper, setPaper] = useState<string>(() => status.peek().issued.at(-1)?.document ?? first.id)
  const [language, setLanguage] = useState<PaperLang>(null)
  const [format, setFormat] = useState(sheetFormat)
  const [replacing, setReplacing] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const [wanted, setWanted] = useState<Wanted>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const printable = papers.find((one) => one.id === paper) ?? first
  const standing = standingPaper(status.value, printable.id)
  const { plan, issuance } = useDocument(dossier, { printable, issued: replacing ? null : standing, lang: language })
  const mayIssue = dossier.mayAct.value.includes('issued')
  const shut = dossier.shutBy('issued', { document: printable.id })?.[lang.value] ?? null

  const issue = async () => {
    if (plan?.type !== 'to-issue') return
    // As the question said it: what is written asks for the link at once, and while it asks nobody is away.
    const away = isAway()
    const written = await dossier.write('issued', {
      document: printable.id,
      wordsHash: plan.hash,
      ...(language === null ? {} : { lang: language }),
      ...(replacing && standing !== null ? { replaces: standing.act.id } : {}),
    })
    setConfirming(false)
    setProblem(written.ok ? null : written.error.detail[lang.value])
    if (!written.ok) return
    setReplacing(false)
    setWanted(away ? 'now' : 'numbered')
    // Its number comes with the answer.
    void syncNow()
  }
  // The sheet is drawn with its seal: what comes out is what is on screen.
  const isReady = issuance !== null && (wanted === 'now' || (wanted === 'numbered' && issuance.face === 'official'))
  useEffect(() => {
    if (!isReady) return
    setWanted(null)
    print()
  }, [isReady])

  return (
    <>
      <div class="screen-only papers-stack">
        <DocumentState
          dossier={dossier}
          plan={plan}
          issuance={issuance}
          mayIssue={mayIssue && shut === null}
          shut={shut}
          isWaiting={wanted === 'numbered'}
          onPrint={() => setWanted('now')}
          onIssue={() => setConfirming(true)}
          onReplace={standing !== null && !replacing && mayIssue ? () => setReplacing(true) : null}
          onKeep={replacing ? () => setReplacing(false) : null}
        />
        {problem === null ? null : <Notice tone="error">{problem}</Notice>}
        <DocumentChoices
          papers={papers}
          paper={printable.id}
          onPaper={(chosen) => {
            setReplacing(false)
            setPaper(chosen)
          }}
          language={language}
          onLanguage={plan?.type === 'to-issue' || plan?.type === 'blocked' ? setLanguage : null}
          format={format}
          onFormat={(chosen) => {
            rememberSheetFormat(chosen)
            setFormat(chosen)
          }}
        />
      </div>
      {plan === null ? (
        <Spinner label={t('loading')} />
      ) : (
        <DocumentSheet
          dossier={dossier}
          printable={printable}
          plan={plan}
          issuance={issuance}
          language={language}
          format={format}
          replaced={replacing ? standing : null}
        />
      )}
      {confirming && plan?.type === 'to-issue' ? (
        <ConfirmIssue
          dossier={dossier}
          title={printable.name[lang.value]}
          names={plan.words.names}
          onClose={() => setConfirming(false)}
          onConfirm={issue}
        />
      ) : null}
    </>
  )
}
