// Says a step of the tour in the helper's language: the synthetic clip of the tour, fetched when it is first heard and
// kept; else a voice that is on this machine. What no voice says stays on the screen to be read.
import type { TourStepId } from '../../models/practice-tour.ts'
import type { Lang } from '../../../shared/text/l10n.ts'

const voice = () => import('../../voice/voice.ts')

/** False when neither has it. */
export const hear = async (step: TourStepId, words: string, lang: Lang): Promise<boolean> => {
  const [{ hear: play, player }, { clipIn }] = await Promise.all([voice(), import('../../voice/pack-source.ts')])
  const clip = await clipIn(`tour-${lang}`, `tour.${step}`)
  if (clip !== null) {
    const bytes = new Uint8Array(await clip.arrayBuffer())
    if ((await play({ bytes, mediaType: clip.type })) === 'ended') return true
  }
  const said = await player.say([{ type: 'free', text: words }], lang === 'fr' ? 'fr' : 'ary')
  return said === 'ended' || said === 'stopped'
}

export const quiet = (): void => {
  void voice().then(({ quiet: stop }) => stop())
}
