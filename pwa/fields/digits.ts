// Arabic-Indic and Persian digits to the Western ones that Morocco writes and that answers are kept in.

export const digitsToWestern = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
