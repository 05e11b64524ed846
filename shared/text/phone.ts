// Telephone numbers as people write and say them, in one form to be found by. Pure; it never says that a number is
// somebody's.

const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g

const westernDigits = (typed: string): string =>
  typed.replace(arabicDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))

/** The national nine digits of a Moroccan number (`0612…`, `+212 612…`, `00212612…`), or null. */
export const phoneDigits = (typed: string): string | null =>
  /^(?:00212|212|0)([5-8]\d{8})$/.exec(westernDigits(typed).replace(/\D/g, ''))?.[1] ?? null

/** By country: its code, and which of its numbers take a message (ANRT, Arcep, BIPT numbering plans). */
const plans: Readonly<Record<string, { readonly code: string; readonly mobile: RegExp }>> = {
  MA: { code: '212', mobile: /^[67]\d{8}$/ },
  FR: { code: '33', mobile: /^[67]\d{8}$/ },
  BE: { code: '32', mobile: /^4\d{8}$/ },
}

/**
 * In E.164 (`+212612345678`), when a message may be sent to it. What begins with one zero is read by the numbering of
 * `country` (ISO 3166-1 alpha-2). Null for a landline of a plan that is known here, and for what is no number.
 */
export const mobileNumber = (typed: string, country: string): string | null => {
  const dialled = westernDigits(typed).replace(/[\s().-]/g, '')
  const home = plans[country]
  const abroad = /^(?:\+|00)([1-9]\d{7,14})$/.exec(dialled)?.[1]
  const whole = abroad ?? (home && /^0\d+$/.test(dialled) ? home.code + dialled.slice(1) : null)
  if (whole === null) return null
  const plan = Object.values(plans).find(({ code }) => whole.startsWith(code))
  return !plan || plan.mobile.test(whole.slice(plan.code.length)) ? `+${whole}` : null
}
