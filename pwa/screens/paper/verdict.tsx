// What a paper is worth, told by a picture, a word and a frame; colour is only the third to say it.
import { Pictogram } from '../../ui/pictogram.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'

interface VerdictProps {
  readonly picture: PictogramName
  readonly title: string
  readonly hint: string
  readonly tone: 'success' | 'warning' | 'error'
}

export const Verdict = ({ picture, title, hint, tone }: VerdictProps) => (
  <div class={`paper-verdict paper-verdict--${tone}`} role={tone === 'success' ? 'status' : 'alert'}>
    <Pictogram name={picture} size={64} />
    <div>
      <strong>{title}</strong>
      {hint === '' ? null : <p>{hint}</p>}
    </div>
  </div>
)
