// The helper's own corner: their initial on their colour beside a face, in the same place on every screen of the person.
// It is not an open hand, which is already "yes".
import type { Helper } from '../../models/turn-helper.ts'
import { Picture } from './picture.tsx'

export interface HelperCornerProps {
  readonly helper: Helper
  readonly label: string
  readonly onPress: (at: number) => void
}

export function HelperCorner({ helper, label, onPress }: HelperCornerProps) {
  return (
    <button
      type="button"
      class="helper-corner"
      data-corner="helper"
      data-colour={helper.colour}
      aria-label={label}
      onClick={(event) => onPress(event.timeStamp)}
    >
      <Picture name="helper-face" size={52} />
      <bdi class="helper-corner__initial" aria-hidden="true">
        {helper.initial}
      </bdi>
    </button>
  )
}
