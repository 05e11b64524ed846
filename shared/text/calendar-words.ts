// Names of days and months as people here call them, for the languages a screen or a paper is in. Written down and
// never asked of Intl: it has no data for Tamazight and answers in the browser's language without a word, and Arabic of
// other countries names the months otherwise.

export type CalendarLang = 'fr' | 'ar' | 'zgh'

interface CalendarWords {
  /** From Monday. */
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  /** From January. */
  readonly months: readonly string[] & { readonly length: 12 }
  /** How the first day of a month is written. */
  readonly first: string
}

/** Tamazight names are those of the Royal Institute of the Amazigh Culture (IRCAM). */
export const calendarWords: Readonly<Record<CalendarLang, CalendarWords>> = {
  fr: {
    weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    months: [
      'janvier',
      'février',
      'mars',
      'avril',
      'mai',
      'juin',
      'juillet',
      'août',
      'septembre',
      'octobre',
      'novembre',
      'décembre',
    ],
    first: '1er',
  },
  ar: {
    weekdays: ['الإثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت', 'الأحد'],
    months: ['يناير', 'فبراير', 'مارس', 'أبريل', 'ماي', 'يونيو', 'يوليوز', 'غشت', 'شتنبر', 'أكتوبر', 'نونبر', 'دجنبر'],
    first: 'فاتح',
  },
  zgh: {
    weekdays: ['ⴰⵢⵏⴰⵙ', 'ⴰⵙⵉⵏⴰⵙ', 'ⴰⴽⵕⴰⵙ', 'ⴰⴽⵡⴰⵙ', 'ⴰⵙⵉⵎⵡⴰⵙ', 'ⴰⵙⵉⴹⵢⴰⵙ', 'ⴰⵙⴰⵎⴰⵙ'],
    months: [
      'ⵉⵏⵏⴰⵢⵔ',
      'ⴱⵕⴰⵢⵕ',
      'ⵎⴰⵕⵚ',
      'ⵉⴱⵔⵉⵔ',
      'ⵎⴰⵢⵢⵓ',
      'ⵢⵓⵏⵢⵓ',
      'ⵢⵓⵍⵢⵓⵣ',
      'ⵖⵓⵛⵜ',
      'ⵛⵓⵜⴰⵏⴱⵉⵔ',
      'ⴽⵜⵓⴱⵔ',
      'ⵏⵓⵡⴰⵏⴱⵉⵔ',
      'ⴷⵓⵊⴰⵏⴱⵉⵔ',
    ],
    first: '1',
  },
}

/** `vendredi 28 août 2026`; the weekday when asked. `day` and the rest are of a date that exists; `weekday` 1 is Monday. */
export const dateInWords = (
  date: { readonly year: number; readonly month: number; readonly day: number; readonly weekday: number | null },
  lang: CalendarLang,
): string => {
  const { weekdays, months, first } = calendarWords[lang]
  const weekday = date.weekday === null ? [] : [weekdays[date.weekday - 1] ?? '']
  return [...weekday, date.day === 1 ? first : String(date.day), months[date.month - 1] ?? '', String(date.year)].join(
    ' ',
  )
}
