// The pictures of the citizen's page, drawn here: 24×24, one stroke, so that a page carries them for a few bytes.
// A picture never stands alone: its word is always beside it.
import { html, raw } from 'hono/html'
import type { ShownState } from './status-words.ts'

type Html = ReturnType<typeof html>

const paper = 'M6 3h9l4 4v14H6zM15 3v4h4'

const drawings = {
  /** Paper inside a house. */
  kept: 'M3 11l9-8 9 8M5 10v11h14V10M9 12h6v6H9zM11 15h2',
  /** A stamp over a desk. */
  received: 'M2 18h20M5 18v4M19 18v4M10 3h4v5l3 4H7l3-4zM7 15h10',
  'in-progress': 'M9 4a3 3 0 1 0 .1 0M3 21v-3a6 6 0 0 1 9-5M14 11h7v10h-7zM16 14h3M16 17h3',
  /** Paper with a hole. */
  missing: `${paper}M9.5 11h2m2 0h2v2m0 2v2h-2m-2 0h-2v-2m0-2v-2`,
  /** One paper pulled by two hands. */
  suspended: 'M8 5h8v14H8zM5 12H1.5M19 12h3.5M4 9l-3 3 3 3M20 9l3 3-3 3',
  /** Paper with a tick. */
  decided: `${paper}M9 14l2.5 2.5L16 12`,
  accepted: `${paper}M9 14l2.5 2.5L16 12`,
  /** Paper in an open hand. */
  ready: 'M8 2h8v9H8zM10 5h4M10 8h4M2 16c3-2 5-2 8 0h4a1.5 1.5 0 0 1 0 3h-4M15 18l4-3a1.7 1.7 0 0 1 2 2.5L16 22H8l-6-2',
  /** Hand to hand. */
  'handed-over': 'M2 8l4-1 6 2 6-2 4 1M2 16h3l4 4 3-1 4-1 3-2h3M12 9l-4 4a1.5 1.5 0 0 0 2 2l3-2 5 4',
  /** Paper with a cross. */
  refused: `${paper}M9.5 12l5 5m0-5l-5 5`,
  /** Closed hand. */
  withdrawn: 'M5 11h12a3 3 0 0 1 3 3v2a5 5 0 0 1-5 5H9a4 4 0 0 1-4-4zM8 11V7h9v4M11 7v4M14 7v4',
} as const satisfies Record<ShownState | 'kept' | 'decided', string>

export const picture = (name: keyof typeof drawings): Html =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${raw(drawings[name])}" /></svg>`
