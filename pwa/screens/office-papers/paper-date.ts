// Days as they are written on papers: digits, the same in both languages, in the day that validity is counted from.

/** `21/08/2026`, of an ISO date. */
export const numericDate = (iso: string): string => iso.split('-').reverse().join('/')

/** Keeps its own direction inside a sentence of the other script. */
export const isolated = (text: string): string => `\u2068${text}\u2069`
