// A photographed paper in the read-back: the person looks at it and says whether it is clear. "No" opens that paper alone.
import type { Request } from '../../models/request.ts'
import type { PaperRow as Row } from '../../models/request-shape.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ClearPhotoDoor } from '../photos/photos-door.tsx'
import { pieceNames } from './history.ts'
import { t } from './text.ts'

export const PaperRow = ({ request, row }: { readonly request: Request; readonly row: Row }) => {
  const name = pieceNames([row.piece], request.pack, lang.value)
  return (
    <section class="read-back" aria-live="polite" aria-label={name}>
      <div class="read-back__row">
        <p class="read-back__question">{name}</p>
        <ClearPhotoDoor dossier={request.id} paper={name} pages={row.pages} />
      </div>
      <div class="desk-yes-no">
        <Button
          kind="yes"
          size="large"
          icon="check"
          shortcut="1"
          onClick={() => void request.papers.sayClear(row.piece).catch(() => undefined)}
        >
          {t('read-back.clear')}
        </Button>
        <Button kind="no" size="large" icon="close" shortcut="2" onClick={() => request.papers.sayUnclear(row.piece)}>
          {t('read-back.unclear')}
        </Button>
      </div>
    </section>
  )
}
