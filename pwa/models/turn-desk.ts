// A desk with two sides, from the unlock to the lock: the window of a second screen is looked for, and at the end nothing
// of any turn is left in memory.
import { effect, untracked } from '@preact/signals'
import { phase } from './session.ts'
import { turn } from './turn.ts'
import { cardVoice, hasHeadset, isFlipped, pinDoor } from './turn-sitting.ts'
import { linkWindow } from './turn-window.ts'

/** Returns how to end it; whoever unlocks next starts anew. */
export const sitDown = (): (() => void) => {
  let unlink: (() => void) | null = linkWindow()
  // A page that is left may be kept asleep by the browser with all it holds: the person's window must not wait for it.
  // What was typed wrong at the PIN is not forgotten by leaving.
  const cut = () => {
    unlink?.()
    unlink = null
  }
  const linkAgain = () => {
    unlink ??= linkWindow()
  }
  addEventListener('pagehide', cut)
  addEventListener('pageshow', linkAgain)
  // The person who had the screen left with it; whoever comes back turns it again.
  const stopResting = effect(() => {
    if (phase.value !== 'paused') return
    // What is read on the way out would be held for as long as this effect is.
    untracked(() => {
      turn.forget()
      cardVoice.forget()
    })
  })
  return () => {
    stopResting()
    removeEventListener('pagehide', cut)
    removeEventListener('pageshow', linkAgain)
    cut()
    turn.forget()
    cardVoice.forget()
    pinDoor.forget()
    isFlipped.value = false
    hasHeadset.value = false
  }
}
