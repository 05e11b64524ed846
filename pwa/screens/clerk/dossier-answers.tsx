// What was answered, by page of the pack, with who said it and who typed it; two answers to one question stand together.
import type { Candidate, Register } from '../../../shared/dossier/draft.ts'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { answerText } from '../../fields/answer-text.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { answersByPage } from './answers.ts'
import { useLists } from './lists.ts'
import { agentName, comma } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

export function DossierAnswers({ dossier }: { readonly dossier: OpenDossier }) {
  const form = dossier.form.value
  const fields = form?.fields ?? []
  const pages = answersByPage(dossier.pack?.form.pages ?? [], fields)
  const lists = useLists(fields)
  const conflicts = dossier.conflicts.value
  const usual = usualWay(fields.flatMap(({ key }) => dossier.said.value.get(key) ?? []))
  const textOf = (field: FieldState) =>
    answerText(field.file === null ? field : { ...field, choices: lists.get(field.file) ?? field.choices }, lang.value)
  return (
    <Section id="clerk-answers" title={t('section-answers')} urgent={conflicts.size > 0}>
      {conflicts.size === 0 ? null : (
        <Notice tone="warning" title={t('section-conflicts')}>
          {t('conflict-choose')}
        </Notice>
      )}
      {usual === null ? null : (
        <p class="clerk-quiet">
          <Said register={usual} />
          {comma()}
          {t('answers-usual')}
        </p>
      )}
      {pages.length === 0 ? <p class="clerk-quiet">{t('answers-none')}</p> : null}
      {pages.map((page) => (
        <div key={page.id}>
          <h3>{page.label?.[lang.value] ?? t('section-other')}</h3>
          <SummaryList
            rows={page.fields.map((field) => {
              const rivals = conflicts.get(field.key)
              const unsealed = dossier.unsealed.value[field.key]
              const text = textOf(unsealed === undefined ? field : { ...field, value: unsealed })
              return {
                key: field.key,
                term: field.row.label?.[lang.value] ?? field.row.name,
                description: rivals ? (
                  <Rivals candidates={rivals} textOf={(value) => textOf({ ...field, value })} />
                ) : (
                  <>
                    <Answer text={text} register={unusual(dossier.said.value.get(field.key), usual)} />
                    {unsealed === undefined ? null : <span class="clerk-said">{t('answer-for-office')}</span>}
                  </>
                ),
                tone: rivals ? 'warning' : text === '' ? 'quiet' : undefined,
              }
            })}
          />
        </div>
      ))}
    </Section>
  )
}

/** How most answers came; said once, so that the one that came otherwise is seen. Null when there are few. */
const usualWay = (registers: readonly Register[]): Register | null => {
  const ways = new Map<string, Register[]>()
  for (const register of registers) ways.set(wayOf(register), [...(ways.get(wayOf(register)) ?? []), register])
  const [most = []] = [...ways.values()].sort((one, other) => other.length - one.length)
  return most.length < 3 ? null : (most[0] ?? null)
}

const unusual = (register: Register | undefined, usual: Register | null): Register | undefined =>
  register !== undefined && usual !== null && wayOf(register) === wayOf(usual) ? undefined : register

const wayOf = ({ said, proof, by }: Register): string => JSON.stringify([said, proof, by])

function Answer({ text, register }: { readonly text: string; readonly register: Register | undefined }) {
  return (
    <>
      <bdi>{text === '' ? t('answer-none') : text}</bdi>
      {register === undefined ? null : (
        <span class="clerk-said">
          <Said register={register} />
        </span>
      )}
    </>
  )
}

function Said({ register }: { readonly register: Register }) {
  return (
    <>
      {t(`answer-said-${register.said}`)}
      {register.proof === undefined ? null : `${comma()}${t(`answer-proof-${register.proof}`)}`}
      {comma()}
      {t('answer-typed-by')} <bdi>{agentName(register.by)}</bdi>
    </>
  )
}

interface RivalsProps {
  readonly candidates: readonly Candidate[]
  readonly textOf: (value: FieldState['value']) => string
}

function Rivals({ candidates, textOf }: RivalsProps) {
  return (
    <span class="clerk-rivals">
      {candidates.map((candidate) => (
        <span key={candidate.key} class="clerk-rival">
          <Answer text={textOf(candidate.register.v)} register={candidate.register} />
        </span>
      ))}
    </span>
  )
}
