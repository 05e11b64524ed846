// A picture by a name that comes from data. A name nobody drew is a question mark, never an empty place.
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'

export function Picture({ name, size }: { readonly name: string; readonly size?: number }) {
  return <Pictogram name={isPictogramName(name) ? name : 'question'} size={size} />
}
