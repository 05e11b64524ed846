// Telephone numbers as people write and say them, in one form to be found by. Pure; it never says that a number is
// somebody's.

const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g

/** The national nine digits of a Moroccan number (`0612…`, `+212 612…`, `00212612…`), or null. */
export const phoneDigits = (typed: string): string | null =>
  /^(?:00212|212|0)([5-8]\d{8})$/.exec(
    typed.replace(arabicDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf)).replace(/\D/g, ''),
  )?.[1] ?? null
