// To the next dossier of the list this one was opened from, and to the one before.
import { Button } from '../../ui/button.tsx'
import { ta } from './acts-text.ts'
import { nextInWalk } from './walk.ts'

export function WalkButtons({ id, onOpen }: { readonly id: string; readonly onOpen: (id: string) => void }) {
  const [before, after] = [nextInWalk(id, -1), nextInWalk(id, 1)]
  return (
    <span class="clerk-walk">
      {before === null ? null : (
        <Button kind="quiet" shortcut="K" onClick={() => onOpen(before)}>
          {ta('walk.before')}
        </Button>
      )}
      {after === null ? null : (
        <Button kind="quiet" shortcut="J" onClick={() => onOpen(after)}>
          {ta('walk.after')}
        </Button>
      )}
    </span>
  )
}
