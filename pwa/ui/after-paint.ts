// Splits the work of a press in two: what answers the hand is drawn in the first frame, the long lists below it in the
// next. Never for what is asked, nor for what is pressed next: it would move under the hand.
import { useEffect, useState } from 'preact/hooks'

/** Resolves once what was just changed is drawn; after a tenth of a second in any case: a hidden page draws nothing. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, 100)
    requestAnimationFrame(() => {
      clearTimeout(late)
      setTimeout(resolve)
    })
  })

/** False until this screen has been on screen once. */
export const useAfterPaint = (): boolean => {
  const [isDrawn, setIsDrawn] = useState(false)
  // An effect runs after the frame.
  useEffect(() => setIsDrawn(true), [])
  return isDrawn
}

/**
 * 0 in the first frame, then one more after each frame until `last`: parts of a long screen, from what answers the hand
 * to what is read later. A hand that presses something meanwhile goes first.
 */
export const useStages = (last: number): number => {
  const [stage, setStage] = useState(0)
  useEffect(() => {
    if (stage >= last) return
    const timer = setTimeout(() => setStage(stage + 1))
    return () => clearTimeout(timer)
  }, [stage])
  return stage
}
