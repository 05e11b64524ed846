// One dossier in a list: picture, reference in pairs, procedure, where it stands. Phrasing content: it is inside a link.
import { packOf } from '../../models/packs.ts'
import type { Summary } from '../../models/summary.ts'
import { titleParts } from '../../fields/title-parts.ts'
import { formatAge } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { pictureOr } from './pictures.ts'
import { stateWord, toneOf } from './states.ts'
import { initials } from './tasks.ts'
import { t } from './text.ts'

interface DossierRowProps {
  summary: Summary
  /** On a screen others can see, names are initials. */
  discreet?: boolean
}

export const DossierRow = ({ summary, discreet = false }: DossierRowProps) => {
  const pack = packOf(summary.procedure)
  const service = pack?.service
  // A report that needs no identity has a place for a title; a pack not known here may hold a name.
  const titles =
    discreet && pack?.mandate !== 'optional'
      ? [initials(summary.title, lang.value)]
      : titleParts(summary.title, lang.value)
  const age = Date.now() - Date.parse(summary.submittedAt ?? summary.updatedAt)
  return (
    <span class="dossier-row">
      <Pictogram name={pictureOr(service?.pictogram, 'papers')} size={40} />
      <span class="dossier-row__what">
        <span class="dossier-row__first">
          {summary.reference === null ? null : <Reference value={summary.reference} />}
          {titles.map((title) => title !== '' && <bdi key={title}>{title}</bdi>)}
        </span>
        <span class="dossier-row__second">
          {service?.name[lang.value] ?? t('dossier.unknown-procedure')} · {formatAge(age, lang.value)}
        </span>
      </span>
      <span class="dossier-row__state">
        <StateBadge tone={toneOf[summary.public]} label={t(stateWord(summary.public))} />
        {summary.kept && !['kept', 'draft'].includes(summary.public) && (
          <StateBadge tone="kept" label={t('state.kept-change')} />
        )}
      </span>
    </span>
  )
}

export const dossierHref = (summary: Summary): string => `/dossier/${summary.id}`

/** A draft goes on where it was left. */
export const rowHref = (summary: Summary): string =>
  summary.submittedAt === null && summary.public === 'draft' ? `/request/${summary.id}` : dossierHref(summary)
