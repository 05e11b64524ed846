// A hand that trembles taps twice, and a card that has just come may be hit by the tap meant for the last one. One gate
// for the whole screen, so that the second tap is lost wherever it lands.

/** Milliseconds after a tap during which nothing else is taken. */
export const SECOND_TAP_MS = 600

export interface TapGate {
  /** True when this tap counts. `now` never goes back. */
  pass(now: number): boolean
}

export const createTapGate = (): TapGate => {
  let last = -Infinity
  return {
    pass: (now) => {
      if (now - last < SECOND_TAP_MS) return false
      last = now
      return true
    },
  }
}
