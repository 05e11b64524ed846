// How near a page is looked at, and which way up. Pure.
export interface Look {
  /** 1: the whole width. */
  readonly zoom: number
  /** Quarter turns, clockwise. */
  readonly turn: 0 | 1 | 2 | 3
}

export const firstLook: Look = { zoom: 1, turn: 0 }

const steps = [1, 1.5, 2, 3, 4] as const

/** One step nearer or further; at the ends nothing happens. */
export const nearer =
  (by: 1 | -1) =>
  (look: Look): Look => {
    const at = steps.findIndex((step) => step === look.zoom)
    return { ...look, zoom: steps[at + by] ?? look.zoom }
  }

export const turned = (look: Look): Look => ({ ...look, turn: after[look.turn] })

const after = [1, 2, 3, 0] as const
