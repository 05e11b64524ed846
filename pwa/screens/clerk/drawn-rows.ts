// How many rows of a long list are drawn: few in the frame that answers a press, a screenful right after, what lies below
// when a hand comes near it. What was never drawn costs nothing when the next press takes the list away.
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Drawn at once, as many as the screen of an old machine shows below the tabs; then the rest of a screen. */
const [atOnce, screenful] = [4, 12]
const pauseMs = 40
const more = 14
/** Rows before the last one drawn, and pixels below the screen, at which more are drawn. */
const near = { rows: 4, pixels: 400 }

export interface DrawnRows {
  readonly drawn: number
  /** For an element below the rows, as long as rows are missing. */
  readonly end: RefObject<HTMLDivElement | null>
  /** That row has the focus, or is to have it. */
  readonly reach: (row: number) => void
}

/** `list` names what is listed: another list begins with few rows again. */
export const useDrawnRows = (list: string, count: number): DrawnRows => {
  const [state, setState] = useState({ list, rows: atOnce })
  const rows = state.list === list ? state.rows : atOnce
  const end = useRef<HTMLDivElement | null>(null)
  useEffect(() => {
    if (rows >= count) return
    if (rows < screenful) {
      const timer = setTimeout(() => setState({ list, rows: screenful }), pauseMs)
      return () => clearTimeout(timer)
    }
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setState({ list, rows: rows + more })
      },
      { rootMargin: `${near.pixels}px 0px` },
    )
    if (end.current) seen.observe(end.current)
    return () => seen.disconnect()
  }, [list, rows, count])
  const reach = (row: number): void => {
    if (rows < count && row >= rows - near.rows) setState({ list, rows: Math.max(row, rows) + more })
  }
  return { drawn: Math.min(rows, count), end, reach }
}
