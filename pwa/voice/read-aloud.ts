// Free words (a name, a place) read by the machine's own voice: only one that is installed on the machine, in that very
// language. A voice from a network would carry people's names away. Never the only way: the helper can always read.
import { screenLangOf } from '../../shared/speech/variety.ts'
import type { Variety } from '../../shared/speech/variety.ts'

export interface ReadAloud {
  /** False when no such voice is installed, or it failed. */
  read(text: string, variety: Variety, volume: 1 | 2 | 3): Promise<boolean>
  stop(): void
}

/** Varieties whose words a standard voice says rightly. Arabic letters of a Tamazight name are not Arabic. */
const readable: ReadonlySet<Variety> = new Set(['ary', 'fr'])
const volumes = { 1: 0.35, 2: 0.7, 3: 1 } as const
/** Some engines never say that they have ended. */
const LONGEST_MS = 15_000

export const createReadAloud = (): ReadAloud | null => {
  if (typeof speechSynthesis === 'undefined' || typeof SpeechSynthesisUtterance === 'undefined') return null
  // Asked for once: some browsers look for their voices only then, and answer with none.
  speechSynthesis.getVoices()
  return {
    async read(text, variety, volume) {
      if (!readable.has(variety)) return false
      const lang = screenLangOf(variety)
      const voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.split(/[-_]/u)[0] === lang)
      if (voice === undefined) return false
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.voice = voice
      utterance.lang = voice.lang
      utterance.volume = volumes[volume]
      const said = new Promise<boolean>((done) => {
        utterance.addEventListener('end', () => done(true))
        utterance.addEventListener('error', () => done(false))
        setTimeout(() => done(false), LONGEST_MS)
      })
      speechSynthesis.speak(utterance)
      return said
    },
    stop() {
      speechSynthesis.cancel()
    },
  }
}
