// A register as a file for the archive. Its name says the office and the year, and nobody's name; what makes it is
// fetched when it is asked for, and its address lives no longer than the saving.
import { registerTable } from '../../../shared/register/register-table.ts'
import type { RegisterRow } from '../../../shared/register/rows.ts'
import { lang } from '../../text/language.ts'
import { agentName } from '../clerk/names.ts'
import { paperName } from './paper-name.ts'

export type RegisterFormat = 'ods' | 'csv'

interface RegisterFile {
  readonly office: string
  readonly year: number
  readonly format: RegisterFormat
}

export const saveRegister = async (
  rows: readonly RegisterRow[],
  { office, year, format }: RegisterFile,
): Promise<void> => {
  const table = registerTable(rows, { person: agentName, paper: paperName }, lang.value)
  const name = `${lang.value === 'ar' ? 'sijill' : 'registre'}-${office}-${year}`
  const bytes =
    format === 'csv'
      ? (await import('../../../shared/register/csv.ts')).toCsv(table)
      : (await import('../../../shared/register/ods.ts')).toOds({
          title: name,
          rows: table,
          rightToLeft: lang.value === 'ar',
        })
  const type = format === 'csv' ? 'text/csv;charset=utf-8' : 'application/vnd.oasis.opendocument.spreadsheet'
  const href = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }))
  const link = document.createElement('a')
  link.href = href
  link.download = `${name}.${format}`
  link.click()
  // The browser takes the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}
