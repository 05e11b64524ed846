// The sheet of a dossier's document with everything on it that is not in its words: office, number, dates, seal. Where
// a sheet does not fit on A5, it says so before it is printed.
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { PaperLang } from '../../../shared/receipt/document-words.ts'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { validUntilOf } from '../../models/papers/documents.ts'
import { directory, me } from '../../models/session.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Plan, Printable } from './document-plan.ts'
import { isolated } from './paper-date.ts'
import { Sheet } from './sheet.tsx'
import type { SheetFormat } from './sheet-format.ts'
import { sheetWords } from './sheet-words.ts'
import { t } from './text.ts'
import type { Issuance, Issued } from './use-document.ts'

interface DocumentSheetProps {
  readonly dossier: OpenDossier
  readonly printable: Printable
  readonly plan: Plan
  readonly issuance: Issuance | null
  readonly language: PaperLang
  readonly format: SheetFormat
  /** The paper whose place a new one would take. */
  readonly replaced: Issued | null
}

export const DocumentSheet = (props: DocumentSheetProps) => {
  const { dossier, printable, plan, issuance, language, format } = props
  const box = useRef<HTMLDivElement>(null)
  const [isTooLong, setTooLong] = useState(false)
  useLayoutEffect(() => setTooLong(format === 'a5' && isOver(box.current?.querySelector('.sheet') ?? null)))
  const office = directory.value
  if (office === null || (plan.type !== 'to-issue' && plan.type !== 'issued')) return null
  const issued = plan.type === 'issued' ? plan.issued : null
  const act = issued?.act ?? null
  const face = issuance === null || issued === null ? 'preview' : issuance.face
  const unitId = act?.by.unit ?? me.value?.unit
  const byId = act?.by.agent ?? me.value?.id
  return (
    <>
      {isTooLong && (
        <div class="screen-only">
          <Notice tone="warning">{t('document.too-long')}</Notice>
        </div>
      )}
      {face === 'preview' && <p class="sheet-not-issued">{t('state.to-issue')}</p>}
      <div ref={box}>
        <Sheet
          words={plan.words}
          lang={issued === null ? language : (payloadOf(issued.act, 'issued')?.lang ?? null)}
          format={format}
          face={face}
          number={issued?.number ?? null}
          copy={issuance?.copy ?? 0}
          replaces={replacesOf(props)}
          office={{
            ...office.commune,
            commune: office.commune.name,
            unit: office.units.find((one) => one.id === unitId)?.name ?? { fr: unitId ?? '', ar: unitId ?? '' },
            isMoroccan: /^\d{2}\.\d{3}\.\d{2}\.\d{2}$/.test(office.commune.code),
          }}
          reference={dossier.summary.value.reference ?? ''}
          issuedAt={act?.at ?? null}
          validUntil={act && validUntilOf(act, printable.validity)}
          issuedBy={office.agents.find((one) => one.id === byId)?.name ?? byId ?? ''}
          seal={issuance?.seal ?? null}
          demo={office.demo}
        />
      </div>
    </>
  )
}

/** What a new paper takes the place of: another one by its number, or its own provisional sheet. */
const replacesOf = ({ dossier, plan, issuance, replaced }: DocumentSheetProps): L10n | null => {
  const act = plan.type === 'issued' ? plan.issued.act : null
  const id = replaced?.act.id ?? (act && payloadOf(act, 'issued')?.replaces)
  const earlier = id === undefined || id === null ? undefined : dossier.acts.value.find((one) => one.id === id)
  if (earlier === undefined) return issuance?.hadProvisional === true ? sheetWords.replacesProvisional : null
  const number = dossier.acts.value.map((one) => payloadOf(one, 'numbered')).find((one) => one?.issued === earlier.id)
  const which = number ? `${number.year}-${number.series}-${number.n}` : null
  const { replaces, number: word, provisional } = sheetWords
  return {
    fr: `${replaces.fr} ${which === null ? provisional.fr.toLowerCase() : `${word.fr} ${isolated(which)}`}.`,
    ar: `${replaces.ar} ${which === null ? provisional.ar : `${word.ar} ${isolated(which)}`}.`,
  }
}

/** Drawn at its full width, it is higher than its sheet. A narrow screen can't tell. */
const isOver = (sheet: Element | null): boolean => {
  if (sheet === null) return false
  const { width, height } = sheet.getBoundingClientRect()
  const mm = 96 / 25.4
  return Math.abs(width - 148 * mm) < 2 && height > 211 * mm
}
