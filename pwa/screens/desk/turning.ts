// Hands the screen to the person, from any step of the helper's side. How long they had it is noted with the request.
import { citizenWords } from '../../models/cards/words.ts'
import type { Hearer } from '../../models/cards/card-parts.ts'
import type { TurnScript } from '../../models/card.ts'
import type { Request } from '../../models/request.ts'
import { beginTurn, onTurnEnded, turnSide } from '../../models/turn.ts'
import { lang } from '../../text/language.ts'
import { variety } from '../../models/visit.ts'

/** Whoever chose no language hears the one of the helper's screen. */
export const hearer = (): Hearer => ({
  variety: variety.value ?? (lang.value === 'fr' ? 'fr' : 'ary'),
  words: citizenWords,
})

/** `noted` is asked when the turn is over: the first turn of a visit begins before there is a request. */
export const turnTo = (script: TurnScript, noted: () => Request | null): void => {
  const stop = onTurnEnded((turn) => {
    stop()
    // A note that could not be written is lost; what was answered is not.
    noted()
      ?.noteTurn(turn)
      .catch(() => undefined)
  })
  beginTurn(script)
  if (turnSide.peek() === 'helper') stop()
}
