// Says a step of the tour in the helper's language, with a voice that is on this machine. What no voice says stays on
// the screen to be read.
import type { Lang } from '../../../shared/text/l10n.ts'
import type { TourStepId } from '../../models/practice-tour.ts'

const voice = () => import('../../voice/voice.ts')

export const hear = async (_step: TourStepId, words: string, lang: Lang): Promise<void> => {
  const { player } = await voice()
  await player.say([{ type: 'free', text: words }], lang === 'fr' ? 'fr' : 'ary')
}

export const quiet = (): void => {
  void voice().then(({ player }) => player.stop())
}
