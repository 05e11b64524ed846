// One dossier that waits: its number and office, since when, what was said of it, and what can be signed. The one under
// the hand has its keys; the others show the same buttons without.
import type { KeepingRow, KeepingStep, KeepingWord } from '../../models/keeping.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Reference } from '../../ui/reference.tsx'
import { day, officeName, procedureName, wordLine } from './retention-words.ts'
import { t } from './text.ts'

interface CaseProps {
  readonly row: KeepingRow
  readonly isCurrent: boolean
  readonly onFocus: () => void
  readonly onStep: (step: KeepingStep) => void
}

const faces: Readonly<
  Record<
    KeepingStep,
    { readonly key: string; readonly icon: IconName; readonly tone: 'danger' | 'secondary' | 'primary' }
  >
> = {
  destroy: { key: 'D', icon: 'trash', tone: 'danger' },
  anonymise: { key: 'N', icon: 'eye-off', tone: 'secondary' },
  keep: { key: 'G', icon: 'calendar', tone: 'secondary' },
  archive: { key: 'V', icon: 'inbox', tone: 'primary' },
  release: { key: 'L', icon: 'release', tone: 'secondary' },
}

export const stepKeys = Object.entries(faces).map(([step, { key }]) => [key, step as KeepingStep] as const)

export function RetentionCase({ row, isCurrent, onFocus, onStep }: CaseProps) {
  const { told, here, steps } = row
  return (
    <article
      class={`retention-case ${isCurrent ? 'retention-case--current' : ''}`}
      aria-labelledby={`case-${told.dossier}`}
      onFocusIn={onFocus}
      onClick={onFocus}
    >
      <h3 id={`case-${told.dossier}`} class="retention-case__title" tabIndex={-1}>
        {told.reference === null ? t('no-reference') : <Reference value={told.reference} />}{' '}
        <span>{procedureName(told)}</span>
      </h3>
      <p class="retention-case__facts">
        <span>
          <Icon name="office" size={20} /> <bdi>{officeName(told.office)}</bdi>
        </span>
        <span>
          <Icon name="clock" size={20} /> {t(`since.${told.what}`, { on: day(told.since) })}
        </span>
        {told.term === undefined ? null : (
          <span>
            <Icon name="calendar" size={20} /> {t('term', { on: day(told.term) })}
          </span>
        )}
      </p>
      {told.words.length === 0 ? null : (
        <ul class="retention-case__words">
          {told.words.map((word) => (
            <Word key={word.id} word={word} />
          ))}
        </ul>
      )}
      <Travel row={row} />
      {here.length === 0 || row.travel === 'held' ? <Why row={row} /> : null}
      {steps.length === 0 ? null : (
        <ButtonRow>
          {steps.map((step) => (
            <Button
              key={step}
              kind={faces[step].tone}
              icon={faces[step].icon}
              shortcut={isCurrent ? faces[step].key : undefined}
              onClick={() => onStep(step)}
            >
              {t(
                told.what === 'early'
                  ? `early.${step === 'keep' || step === 'anonymise' ? step : 'destroy'}`
                  : `do.${step}`,
              )}
            </Button>
          ))}
        </ButtonRow>
      )}
    </article>
  )
}

function Word({ word }: { readonly word: KeepingWord }) {
  return (
    <li class={word.stands === true ? 'retention-word--stands' : undefined}>
      <Icon name={wordIcons[word.kind]} size={20} />
      <span>
        {wordLine(word)}
        {word.said === undefined ? null : (
          <>
            {' '}
            <q dir="auto">{word.said}</q>
          </>
        )}
      </span>
    </li>
  )
}

const wordIcons: Readonly<Record<KeepingWord['kind'], IconName>> = {
  'retention-held': 'shield',
  'retention-released': 'release',
  'disposal-decided': 'note',
  archived: 'inbox',
}

/** How far what was signed here has come. */
function Travel({ row: { travel, here } }: Pick<CaseProps, 'row'>) {
  const last = here.at(-1)
  if (travel === 'none' || last === undefined) return null
  return (
    <Notice tone={travel === 'held' ? 'error' : travel === 'kept' ? 'warning' : 'info'} title={wordLine(last)}>
      {t(`travel.${travel}`)}
    </Notice>
  )
}

/** Why nothing, or not everything, can be signed. */
function Why({ row: { told, isMine } }: Pick<CaseProps, 'row'>) {
  if (isMine) return <Notice tone="info">{t('why.mine')}</Notice>
  if (told.what === 'early') return <p class="retention-quiet">{t('why.second')}</p>
  if (told.what !== 'held' && !told.closed) return <Notice tone="info">{t('why.open')}</Notice>
  return null
}
