// Leaves a request for now. The person chooses a picture, and finds it again by that picture: no name is asked, and
// none is shown at home.
import { useState } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import type { Request } from '../../models/request.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { EarFor } from '../voice/ear-for.tsx'
import { sleepPictures } from './sleep-pictures.ts'
import { t } from './text.ts'
import { hearer } from './turning.ts'

export const Pause = ({ request, onLeave }: { request: Request; onLeave: () => void }) => {
  const [asked, setAsked] = useState(false)
  const sleep = async (picture: string) => {
    await request.sleep(picture)
    onLeave()
  }
  return (
    <>
      <Button kind="quiet" size="large" icon="pause" onClick={() => setAsked(true)}>
        {t('request.pause')}
      </Button>
      <Dialog
        open={asked}
        title={t('pause.title')}
        onClose={() => setAsked(false)}
        closeLabel={t('close')}
        actions={
          <Button kind="secondary" onClick={onLeave}>
            {t('pause.without')}
          </Button>
        }
      >
        <p class="row">
          <EarFor says={[prompt('app.asleep'), prompt('app.sleep-picture')]} variety={hearer().variety} size="staff" />
          <span>{t('pause.hint')}</span>
        </p>
        <div class="pause-pictures">
          {sleepPictures.map((picture, at) => (
            <button
              key={picture}
              type="button"
              aria-label={t('pause.picture', { number: at + 1 })}
              onClick={() => void sleep(picture)}
            >
              <Pictogram name={picture} size={72} />
            </button>
          ))}
        </div>
      </Dialog>
    </>
  )
}
