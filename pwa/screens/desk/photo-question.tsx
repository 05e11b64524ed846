// A question that is answered with a photograph: of the hole in the road, not of a paper. It is never required of anybody
// who has no camera, and what is kept of it is read back as a paper is.
import { useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { Button, Key } from '../../ui/button.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { ButtonRow } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { DeskPhotosDoor, TakeDoor } from '../photos/photos-door.tsx'
import { Pause } from './pause.tsx'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

interface PhotoQuestionProps {
  request: Request
  field: FieldState
  onLeave: () => void
}

/** Anew for each question: `key`. */
export const PhotoQuestion = ({ request, field, onLeave }: PhotoQuestionProps) => {
  const [taking, setTaking] = useState<{ readonly instead: Paper | null } | null>(null)
  const next = useNext(request)
  useEnter(() => taking === null && next.go())
  const pages = request.papers.rows.value.find(({ piece }) => piece === field.key)?.pages ?? []
  const { label, name, hint, pictogram } = field.row
  const title = label?.[lang.value] ?? name

  if (taking !== null)
    return (
      <TakeDoor
        item={{ name: label ?? { fr: name, ar: name }, pictogram: pictogram ?? 'photo', captures: ['photo'] }}
        pages={pages}
        instead={taking.instead}
        keep={(page, instead) => request.papers.add(field.key, page, instead)}
        onSeen={null}
        onDone={() => setTaking(null)}
      />
    )
  return (
    <RequestFrame
      request={request}
      title={title}
      lead={hint?.[lang.value]}
      picture={isPictogramName(pictogram) ? <Pictogram name={pictogram} size={56} /> : null}
      says={[prompt(promptOf(request.pack.id, { row: name }))]}
      back={request.progress.value.index <= 1 ? onLeave : request.back}
    >
      <form
        class="question"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          next.go()
        }}
      >
        <DeskPhotosDoor
          dossier={request.id}
          paper={title}
          pages={pages}
          seen={undefined}
          onTake={(instead) => setTaking({ instead })}
          onRemove={(hash) => void request.papers.remove(hash)}
        />
        {next.problem}
        <ButtonRow stays>
          <Button kind="primary" size="large" type="submit" busy={next.busy}>
            {t(pages.length > 0 ? 'step.continue' : 'step.skip')} <Key name="Enter" />
          </Button>
          <Pause request={request} onLeave={onLeave} />
        </ButtonRow>
      </form>
    </RequestFrame>
  )
}
