// Who helps, as a person who cannot read knows them again: one letter on one colour. Pure.

/** Colours of the style sheet; each bears white letters. */
const colours = 6

export interface Helper {
  readonly initial: string
  /** 0 to 5. */
  readonly colour: number
}

/** The same person has the same colour on every device. */
export const helperOf = ({ id, name }: { readonly id: string; readonly name: string }): Helper => ({
  initial: [...name.trim()][0]?.toUpperCase() ?? '?',
  colour: [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7) % colours,
})
