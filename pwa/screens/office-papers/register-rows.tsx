// The rows of a register as people read them: official number, day, what was done, which paper, whose, by whom.
import { isOfErased } from '../../../shared/register/erased-lines.ts'
import { registerWords } from '../../../shared/register/register-table.ts'
import type { RegisterRow } from '../../../shared/register/rows.ts'
import { formatDate, formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Reference } from '../../ui/reference.tsx'
import { agentName } from '../clerk/names.ts'
import { paperName } from './paper-name.ts'
import { t } from './text.ts'

export const RegisterRows = ({ rows }: { readonly rows: readonly RegisterRow[] }) => (
  <table class="register-table">
    <thead>
      <tr>
        {(['number', 'date', 'what', 'dossier', 'person', 'by'] as const).map((column) => (
          <th key={column} scope="col">
            {t(`registers.col-${column}`)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <Row key={`${row.kind}:${row.id}:${row.number}`} row={row} />
      ))}
    </tbody>
  </table>
)

const Row = ({ row }: { readonly row: RegisterRow }) => (
  <tr>
    <td class="register-table__number">
      {row.number === null ? (
        row.kind === 'issued' && (
          <span class="register-table__provisional">{registerWords.provisional[lang.value]}</span>
        )
      ) : (
        <Reference value={row.number} />
      )}
    </td>
    <td>
      <bdi dir="ltr">
        {isOfErased(row) ? formatDate(row.at.slice(0, 10), lang.value) : formatDateTime(row.at, lang.value)}
      </bdi>
    </td>
    <td>
      <strong>{registerWords[row.kind][lang.value]}</strong>{' '}
      {row.document === null ? null : paperName(row.procedure, row.document)}
      <Notes row={row} />
    </td>
    <td>{row.reference === null ? null : <Reference value={row.reference} />}</td>
    <td>
      {row.title.split(' · ').map((part, place) => (
        <bdi key={place} class="register-table__name">
          {part}
        </bdi>
      ))}
    </td>
    <td>
      <bdi>{agentName(row.agent)}</bdi>
    </td>
  </tr>
)

/** A paper that replaces another names it, and the other way round; what it has lost; how a hand-over was proved. */
const Notes = ({ row: { replaces, replacedBy, proof, groundless } }: { readonly row: RegisterRow }) => (
  <>
    {groundless && <strong class="register-table__note">{registerWords.groundless[lang.value]}</strong>}
    {replaces === null ? null : <Note word={t('registers.replaces')} paper={replaces} />}
    {replacedBy === null ? null : <Note word={t('registers.replaced-by')} paper={replacedBy} />}
    {proof === null ? null : <span class="register-table__note">{registerWords[proof][lang.value]}</span>}
  </>
)

const Note = ({ word, paper }: { readonly word: string; readonly paper: string }) => (
  <span class="register-table__note">
    {word} {/^\d{4}-/.test(paper) ? <bdi dir="ltr">{paper}</bdi> : registerWords.provisional[lang.value]}
  </span>
)
