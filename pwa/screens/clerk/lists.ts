// The lists that answers were picked from (communes), fetched from the device for as long as they are shown.
import { useEffect, useState } from 'preact/hooks'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { Choice } from '../../../shared/form/form.ts'
import { listOf } from '../../models/packs.ts'

/** By file name as in the row's type (`ma-communes.json`). */
export type Lists = ReadonlyMap<string, readonly Choice[]>

export const useLists = (fields: readonly FieldState[]): Lists => {
  const [lists, setLists] = useState<Lists>(new Map())
  const wanted = [...new Set(fields.flatMap((field) => (field.relevant && field.file !== null ? [field.file] : [])))]
    .sort()
    .join(' ')
  useEffect(() => {
    let gone = false
    const read = async () => {
      const files = wanted.split(' ').filter(Boolean)
      const found = await Promise.all(
        files.map(async (file) => [file, await listOf(file.replace(/\.json$/, ''))] as const),
      )
      if (!gone) setLists(new Map(found))
    }
    void read()
    return () => {
      gone = true
    }
  }, [wanted])
  return lists
}
