// Says a step of the tour in the helper's language, with a voice that is on this machine. What no voice says stays on
// the screen to be read.
import type { Lang } from '../../../shared/text/l10n.ts'

const voice = () => import('../../voice/voice.ts')

/** False when this machine has no such voice. */
export const hear = async (words: string, lang: Lang): Promise<boolean> => {
  const { player } = await voice()
  const said = await player.say([{ type: 'free', text: words }], lang === 'fr' ? 'fr' : 'ary')
  return said === 'ended' || said === 'stopped'
}

export const quiet = (): void => {
  void voice().then(({ player }) => player.stop())
}
