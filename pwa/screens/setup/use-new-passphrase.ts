// What somebody is about to be let in with: four drawn words typed again, or a passphrase of their own. It lives in this
// screen's memory and is gone with it; it must never be kept, sent or put in the address.
import { useEffect, useState } from 'preact/hooks'
import type { Lang } from '../../../shared/text/l10n.ts'
import { lang } from '../../text/language.ts'
import { longEnough } from './passphrase-rule.ts'
import type * as drawing from './words/draw.ts'

type Draw = typeof drawing
/** The lists weigh more than the screen: they come while it is read. */
const loadDraw = (): Promise<Draw> => import('./words/draw.ts')

export type Stage = 'words' | 'retype' | 'own'

export interface NewPassphrase {
  readonly stage: Stage
  readonly list: Lang
  /** Empty while the list is on its way, or when it could not come. */
  readonly words: readonly string[]
  readonly typed: string
  readonly again: string
  /** Null until it may be used. */
  readonly chosen: string | null
  show(stage: Stage): void
  draw(from: Lang): void
  type(text: string): void
  typeAgain(text: string): void
}

export const useNewPassphrase = (): NewPassphrase => {
  const [stage, setStage] = useState<Stage>('words')
  const [list, setList] = useState<Lang>(lang.value)
  const [drawn, setDrawn] = useState<{ readonly words: readonly string[]; readonly by: Draw } | null>(null)
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState('')

  const draw = (from: Lang) => {
    setList(from)
    void loadDraw()
      .then(async (by) => setDrawn({ words: by.drawPassphrase(await by.listOf(from)), by }))
      // Not on this device yet, and no link: a passphrase of one's own is still possible.
      .catch(() => setStage('own'))
  }
  useEffect(() => draw(list), [])

  const retyped = drawn !== null && drawn.by.areTyped(drawn.words, typed) ? drawn.words.join(' ') : null
  const own = longEnough(typed) && typed === again ? typed : null
  return {
    stage,
    list,
    words: drawn?.words ?? [],
    typed,
    again,
    chosen: stage === 'retype' ? retyped : stage === 'own' ? own : null,
    show: (next) => {
      setStage(next)
      setTyped('')
      setAgain('')
    },
    draw,
    type: setTyped,
    typeAgain: setAgain,
  }
}
