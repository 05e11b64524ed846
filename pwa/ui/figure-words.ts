// A figure in words, for those who read and for screen readers, and the names of days and months. Tables of our own:
// Intl has no months for the varieties people hear, and falls back without a word.

/** An amount, a count, a day, or a reference in its pairs: drawn by figure.tsx, written here. */
export type FigureShape =
  | { readonly type: 'amount'; readonly value: number; readonly currency: 'MAD' | 'EUR' | 'DZD' }
  | { readonly type: 'count'; readonly value: number; readonly picture: string }
  | { readonly type: 'day'; readonly iso: string }
  | { readonly type: 'pairs'; readonly reference: string }

export type FigureLang = 'fr' | 'ar'

export interface Day {
  /** 0 is Sunday. */
  readonly weekday: number
  readonly day: number
  /** 0 is January. */
  readonly month: number
  readonly year: number
}

export const months: Record<FigureLang, readonly string[]> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  ar: 'يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر'.split(' '),
}

const weekdays: Record<FigureLang, readonly string[]> = {
  fr: 'dimanche lundi mardi mercredi jeudi vendredi samedi'.split(' '),
  ar: 'الأحد الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت'.split(' '),
}

const currencies: Record<'MAD' | 'EUR' | 'DZD', Record<FigureLang, string>> = {
  MAD: { fr: 'DH', ar: 'درهم' },
  EUR: { fr: '€', ar: 'يورو' },
  DZD: { fr: 'DA', ar: 'دينار' },
}

const free: Record<FigureLang, string> = { fr: 'gratuit', ar: 'مجانًا' }

/** `YYYY-MM-DD`, or null when it is no day of any calendar. */
export const dayOf = (iso: string): Day | null => {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return { weekday: date.getUTCDay(), day, month: month - 1, year }
}

/** `12.40.67.31` → its pairs. */
export const pairsOf = (reference: string): readonly string[] => reference.split('.').filter((pair) => pair !== '')

export const numberWords = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u00a0')

export const figureWords = (figure: FigureShape, lang: FigureLang): string => {
  switch (figure.type) {
    case 'amount':
      return figure.value === 0 ? free[lang] : `${numberWords(figure.value)}\u00a0${currencies[figure.currency][lang]}`
    case 'count':
      return numberWords(figure.value)
    case 'pairs':
      return figure.reference
    case 'day': {
      const day = dayOf(figure.iso)
      return day === null
        ? figure.iso
        : `${weekdays[lang][day.weekday]} ${day.day} ${months[lang][day.month]} ${day.year}`
    }
  }
}
