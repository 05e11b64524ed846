// The papers a procedure asks for, with their pictures; those of one letter replace each other.
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import { lang } from '../../text/language.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { pictureOr } from './pictures.ts'
import { t } from './text.ts'

export const PaperList = ({ items }: { items: readonly EvidenceItem[] }) =>
  items.length === 0 ? (
    <p class="desk-quiet">{t('papers.none')}</p>
  ) : (
    <ul class="desk-papers">
      {items.map((item) => (
        <li key={item.id}>
          <Pictogram name={pictureOr(item.pictogram, 'certificate')} size={48} />
          <span>
            <strong>{item.name[lang.value]}</strong>
            <small>{paperNote(item, items)}</small>
          </span>
        </li>
      ))}
    </ul>
  )

/** "One of these is enough", "only in some cases", "original". */
export const paperNote = (item: EvidenceItem, items: readonly EvidenceItem[]): string =>
  [
    item.anyOf !== undefined && items.filter((other) => other.anyOf === item.anyOf).length > 1
      ? t('papers.any-of')
      : item.required
        ? item.when === undefined
          ? ''
          : t('papers.sometimes')
        : t('papers.optional'),
    item.original ? t('papers.original') : '',
  ]
    .filter((note) => note !== '')
    .join(' · ')
