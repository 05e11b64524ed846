// Opens the person's own window, where the desk has a second screen: same device, same browser, dragged over once.
import { channelName } from '../../models/turn-messages.ts'
import { Button } from '../../ui/button.tsx'
import { t } from './text.ts'

export const citizenPath = '/citizen'

/** Under one name, so that a second press brings back the same window. */
export const openCitizenWindow = (): void => {
  window.open(citizenPath, channelName, 'popup,width=1024,height=768')
}

export function WindowButton() {
  return (
    <Button kind="quiet" icon="external" onClick={openCitizenWindow}>
      {t('turn.window.open')}
    </Button>
  )
}
