// One sheet of a round: a row for each paper, with a box to tick. Pictures carry what is to be brought, for whoever
// reads the list out does not always read.
import { lang } from '../../text/language.ts'
import { directory, unit } from '../../models/session.ts'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import type { GroupBy, ListPage, ListRow } from './lists.ts'
import { t } from './text.ts'

interface ListSheetProps {
  readonly page: ListPage
  readonly by: GroupBy
  readonly place: string
  readonly printed: string
  /** When this device last heard of the others; null before it ever did. */
  readonly copy: string | null
}

export const ListSheet = ({ page, by, place, printed, copy }: ListSheetProps) => {
  const ready = page.rows.filter(({ state }) => state === 'ready').length
  const { value: office } = directory
  return (
    <section class="list-sheet" aria-label={place}>
      <header>
        <h2>
          {saysItself(place) ? null : `${t(`lists.sheet-${by}`)} `}
          <bdi>{place}</bdi>
        </h2>
        <p>
          <bdi>{unit.value?.name[lang.value]}</bdi> · <bdi>{office?.commune.name[lang.value]}</bdi> ·{' '}
          {t('lists.printed')} <bdi dir="ltr">{printed}</bdi>
          {copy === null ? null : (
            <>
              {' · '}
              {t('lists.copy')} <bdi dir="ltr">{copy}</bdi>
            </>
          )}
        </p>
        <p class="list-sheet__counts">
          {t('lists.ready', { count: ready })} · {t('lists.missing', { count: page.rows.length - ready })}
        </p>
        {office?.demo === true ? <p class="list-sheet__demo">{t('demo')}</p> : null}
      </header>
      <table class="list-table">
        <thead>
          <tr>
            <th scope="col">{t('lists.col-state')}</th>
            <th scope="col">{t('lists.col-number')}</th>
            <th scope="col">{t('lists.col-name')}</th>
            {by === 'round' ? <th scope="col">{t('lists.col-douar')}</th> : null}
            <th scope="col">{t('lists.col-bring')}</th>
            <th scope="col">{t('lists.col-done')}</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <Row key={row.id} row={row} by={by} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Many write `Douar Imskar`: it is not said twice. */
const saysItself = (place: string): boolean => /^(?:douar|دوار)\s/i.test(place)

const Row = ({ row, by }: { readonly row: ListRow; readonly by: GroupBy }) => (
  <tr>
    <td>
      <span class="list-table__state">
        <Pictogram name={row.state} size={36} />
        <span>{t(`lists.is-${row.state}`)}</span>
      </span>
    </td>
    <td class="list-table__number">
      <Reference value={row.reference} />
    </td>
    <td>
      {row.firstNames.map((name, place) => (
        <bdi key={place} class="list-table__name">
          {name}
        </bdi>
      ))}
    </td>
    {by === 'round' ? (
      <td>
        <bdi>{row.douar === '' ? t('lists.nowhere') : row.douar}</bdi>
      </td>
    ) : null}
    <td>
      {row.state === 'ready' ? (
        <Thing pictogram="papers" label={t('lists.bring-receipt')} />
      ) : (
        row.bring.map((one) => <Thing key={one.id} pictogram={one.pictogram} label={one.name[lang.value]} />)
      )}
    </td>
    <td>
      <span class="list-table__box" />
    </td>
  </tr>
)

const Thing = ({ pictogram, label }: { readonly pictogram: string; readonly label: string }) => (
  <span class="list-table__thing">
    <Pictogram name={isPictogramName(pictogram) ? pictogram : 'papers'} size={32} />
    <span>{label}</span>
  </span>
)
