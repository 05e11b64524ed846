// How much is done, as beads: a number says nothing to many who lend their voice. Its words are beside it or in `label`.
import { beadsOf } from '../../../shared/voice/coverage.ts'
import './beads.css'

const beads = 10

export function Beads({ done, of, label }: { readonly done: number; readonly of: number; readonly label: string }) {
  const filled = beadsOf(done, of, beads)
  return (
    <span class="beads" role="img" aria-label={label}>
      {Array.from({ length: beads }, (_, bead) => (
        <span key={bead} class={`beads__bead ${bead < filled ? 'beads__bead--full' : ''}`} />
      ))}
    </span>
  )
}
