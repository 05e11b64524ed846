import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCatalogue } from './catalogue.ts'
import { clipsOf, figureClipIds, pauseClip } from './clips.ts'
import type { Spoken, SpokenPart } from './spoken.ts'
import type { VoiceId } from './variety.ts'

const parsed = parseCatalogue(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../voices/catalogue/figures.json'), 'utf8')),
)
if (!parsed.ok) throw new Error(parsed.error.join('\n'))
const figures = parsed.value

/** What is heard, word for word: the scripts of the clips, vowels and the bar of a first alif dropped. */
const heard = (spoken: Spoken, voice: 'fr' | 'ar'): string =>
  clipsOf(spoken, voice)
    .map((clip) => {
      if (typeof clip !== 'string') throw new Error(`a gap: ${JSON.stringify(clip)}`)
      if (clip === pauseClip) return '·'
      return figures[clip]?.say[voice] ?? `(${clip})`
    })
    .join(' ')
    .replace(/[\u064b-\u0652]/gu, '')
const number = (value: number): Spoken => [{ type: 'number', value }]
const dirhams = (value: number): Spoken => [{ type: 'amount', value, currency: 'MAD' }]

describe('a number', () => {
  test.each([
    [0, 'zéro', 'صفر'],
    [1, 'un', 'واحد'],
    [17, 'dix-sept', 'سبعة عشر'],
    [21, 'vingt et un', 'واحد وعشرون'],
    [28, 'vingt-huit', 'ثمانية وعشرون'],
    [70, 'soixante-dix', 'سبعون'],
    [71, 'soixante et onze', 'واحد وسبعون'],
    [80, 'quatre-vingts', 'ثمانون'],
    [81, 'quatre-vingt-un', 'واحد وثمانون'],
    [91, 'quatre-vingt-onze', 'واحد وتسعون'],
    [99, 'quatre-vingt-dix-neuf', 'تسعة وتسعون'],
    [100, 'cent', 'مئة'],
    [101, 'cent un', 'مئة و واحد'],
    [110, 'cent dix', 'مئة و عشرة'],
    [123, 'cent vingt-trois', 'مئة و ثلاثة وعشرون'],
    [200, 'deux cents', 'مئتان'],
    [345, 'trois cents quarante-cinq', 'ثلاثمئة و خمسة وأربعون'],
    [1000, 'mille', 'ألف'],
    [1001, 'mille un', 'ألف و واحد'],
    [1999, 'mille neuf cents quatre-vingt-dix-neuf', 'ألف و تسعمئة و تسعة وتسعون'],
    [2000, 'deux mille', 'ألفان'],
    [2026, 'deux mille vingt-six', 'ألفان و ستة وعشرون'],
    [6000, 'si mille', 'ستة آلاف'],
    [10_000, 'di mille', 'عشرة آلاف'],
    [28_000, 'vingt-hui mille', 'ثمانية وعشرون ألفا'],
    [100_000, 'cent mille', 'مئة ألف'],
    [101_000, 'cent un mille', 'مئة ألف و ألف'],
    [102_000, 'cent deux mille', 'مئة ألف و ألفان'],
    [103_000, 'cent trois mille', 'مئة و ثلاثة آلاف'],
    [200_000, 'deux cents mille', 'مئتا ألف'],
    [
      999_999,
      'neuf cents quatre-vingt-dix-neuf mille neuf cents quatre-vingt-dix-neuf',
      'تسعمئة و تسعة وتسعون ألفا و تسعمئة و تسعة وتسعون',
    ],
  ])('%i is said « %s » and « %s »', (value, french, arabic) => {
    expect(heard(number(value), 'fr')).toBe(french)
    expect(heard(number(value), 'ar')).toBe(arabic)
  })

  test('below a hundred, spelt by a rule of its own, is the same in French', () => {
    const units = 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
      ' ',
    )
    const tens = [
      '',
      '',
      'vingt',
      'trente',
      'quarante',
      'cinquante',
      'soixante',
      'soixante',
      'quatre-vingt',
      'quatre-vingt',
    ]
    const spelt = (value: number): string => {
      if (value < 17) return units[value] ?? ''
      if (value < 20) return `dix-${units[value - 10]}`
      const ten = Math.floor(value / 10)
      const rest = ten === 7 || ten === 9 ? value - (ten - 1) * 10 : value % 10
      if (rest === 0) return value === 80 ? 'quatre-vingts' : (tens[ten] ?? '')
      const link = value < 80 && (rest === 1 || rest === 11) ? ' et ' : '-'
      return `${tens[ten]}${link}${spelt(rest)}`
    }
    for (let value = 0; value < 100; value++) expect(heard(number(value), 'fr')).toBe(spelt(value))
  })
})

describe('an amount', () => {
  test.each([
    [0, 'zéro dirham', 'صفر درهم'],
    [1, 'un dirham', 'درهم واحد'],
    [2, 'deux dirham', 'درهمان'],
    [3, 'trois dirham', 'ثلاثة دراهم'],
    [10, 'di dirham', 'عشرة دراهم'],
    [11, 'onze dirham', 'أحد عشر درهما'],
    [18, 'dix-hui dirham', 'ثمانية عشر درهما'],
    [20, 'vingt dirham', 'عشرون درهما'],
    [100, 'cent dirham', 'مئة درهم'],
    [101, 'cent un dirham', 'مئة درهم و درهم واحد'],
    [102, 'cent deux dirham', 'مئة درهم و درهمان'],
    [105, 'cent cinq dirham', 'مئة و خمسة دراهم'],
    [200, 'deux cents dirham', 'مئتا درهم'],
    [250, 'deux cents cinquante dirham', 'مئتان و خمسون درهما'],
    [2000, 'deux mille dirham', 'ألفا درهم'],
    [5000, 'cinq mille dirham', 'خمسة آلاف درهم'],
    [28_000, 'vingt-hui mille dirham', 'ثمانية وعشرون ألف درهم'],
  ])('of %i is said « %s » and « %s »', (value, french, arabic) => {
    expect(heard(dirhams(value), 'fr')).toBe(french)
    expect(heard(dirhams(value), 'ar')).toBe(arabic)
  })

  test('in euros has one word in both, and dinars follow dirhams', () => {
    expect(heard([{ type: 'amount', value: 6, currency: 'EUR' }], 'fr')).toBe('six euro')
    expect(heard([{ type: 'amount', value: 2, currency: 'EUR' }], 'ar')).toBe('اثنان أورو')
    expect(heard([{ type: 'amount', value: 3, currency: 'DZD' }], 'ar')).toBe('ثلاثة دنانير')
  })
})

describe('a reference', () => {
  test('is said pair by pair, with a silence that keeps « soixante · douze » from being seventy-two', () => {
    expect(heard([{ type: 'pairs', reference: '60.12.40.31' }], 'fr')).toBe(
      'soixante · douze · quarante · trente et un',
    )
  })

  test('has its leading zeros said', () => {
    expect(heard([{ type: 'pairs', reference: '07.00' }], 'fr')).toBe('zéro sept · zéro zéro')
    expect(heard([{ type: 'pairs', reference: '07.12' }], 'ar')).toBe('صفر سبعة · اثنا عشر')
  })
})

describe('free text of nothing but figures', () => {
  const free = (text: string): Spoken => [{ type: 'free', text }]

  test('is said, so that what was answered alone is not read out by the helper', () => {
    const phone = 'zéro six · douze · trente-quatre · cinquante-six · soixante-dix-huit'
    expect(heard(free('0612345678'), 'fr')).toBe(phone)
    expect(heard(free('06 12 34 56 78'), 'fr')).toBe(phone)
    expect(heard(free('0612.345.678'), 'fr')).toBe(phone)
    expect(heard(free('612345678'), 'fr')).toBe('six · douze · trente-quatre · cinquante-six · soixante-dix-huit')
    expect(heard(free('123/2019'), 'ar')).toBe('مئة و ثلاثة وعشرون · ألفان و تسعة عشر')
    expect(heard(free('007'), 'fr')).toBe('zéro · zéro sept')
    expect(heard(free('12345'), 'fr')).toBe('un · vingt-trois · quarante-cinq')
  })

  test('with the letters of a national card before them', () => {
    expect(heard(free('AB123456'), 'fr')).toBe('a bé · douze · trente-quatre · cinquante-six')
    expect(heard(free('j 512'), 'ar')).toBe('ji · خمسمئة و اثنا عشر')
  })

  test('but not the figures of an address, nor names', () => {
    expect(clipsOf(free('12 rue du souk'), 'fr')).toEqual([{ gap: { type: 'free', text: '12 rue du souk' } }])
    expect(clipsOf(free('Ali'), 'ar')).toEqual([{ gap: { type: 'free', text: 'Ali' } }])
    expect(clipsOf(free(''), 'ar')).toEqual([{ gap: { type: 'free', text: '' } }])
  })
})

describe('a date', () => {
  const date = (iso: string, weekday: boolean): Spoken => [{ type: 'date', iso, weekday }]

  test('is said in order, its first day by its own word, months as Morocco calls them', () => {
    expect(heard(date('2026-08-28', true), 'fr')).toBe('vendredi vingt-huit août deux mille vingt-six')
    expect(heard(date('2026-08-28', true), 'ar')).toBe('الجمعة ثمانية وعشرون غشت ألفان و ستة وعشرون')
    expect(heard(date('1957-03-01', false), 'fr')).toBe('premier mars mille neuf cents cinquante-sept')
    expect(heard(date('1957-12-01', false), 'ar')).toBe('فاتح دجنبر ألف و تسعمئة و سبعة وخمسون')
  })

  test('of which only the month is known is said without a day', () => {
    expect(heard(date('2026-03', false), 'fr')).toBe('mars deux mille vingt-six')
    expect(clipsOf(date('2026-13', false), 'fr')).toEqual([{ gap: date('2026-13', false)[0] }])
  })

  test('has the weekday of the platform’s own calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 60_000 }), (days) => {
        const day = new Date(days * 86_400_000)
        const [first] = clipsOf(date(day.toISOString().slice(0, 10), true), 'fr')
        expect(first).toBe(`weekday.${day.getUTCDay() === 0 ? 7 : day.getUTCDay()}`)
      }),
    )
  })
})

describe('every figure', () => {
  test('from 0 to 999,999, counted or not, is made of clips that exist, in every voice', () => {
    for (const voice of ['fr', 'ar'] as const) {
      const known = new Set<unknown>(figureClipIds(voice))
      const unknown = (value: number): readonly unknown[] =>
        [...clipsOf(number(value), voice), ...clipsOf(dirhams(value), voice)].filter((clip) => !known.has(clip))
      // Every form there is within a thousand and within the thousands; the rest puts the two together.
      for (let value = 0; value < 1000; value++) {
        expect(unknown(value)).toEqual([])
        expect(unknown(value * 1000)).toEqual([])
      }
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 999_999 }), (value) => {
          expect(unknown(value)).toEqual([])
        }),
        { numRuns: 1000 },
      )
    }
  })

  test('that a voice must have is named once, and its words are written in French and Arabic', () => {
    for (const voice of ['fr', 'ar'] as const) {
      const ids = figureClipIds(voice)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((id) => figures[id]?.say[voice] === undefined)).toEqual([])
    }
  })

  test('of the other varieties is named as in Arabic', () => {
    expect(clipsOf(dirhams(102), 'shi')).toEqual(clipsOf(dirhams(102), 'ar'))
    expect(figureClipIds('ary')).toEqual(figureClipIds('ar'))
  })
})

describe('what no clip can say', () => {
  const gap = (part: SpokenPart, voice: VoiceId = 'fr'): boolean =>
    clipsOf([part], voice).every((clip) => typeof clip !== 'string' && clip.gap === part)

  test('is a gap for the helper: free words, figures out of range, a day that is none', () => {
    expect(gap({ type: 'free', text: 'Aït Baha' })).toBe(true)
    expect(gap({ type: 'number', value: 1_000_000 })).toBe(true)
    expect(gap({ type: 'number', value: -1 })).toBe(true)
    expect(gap({ type: 'number', value: 1.5 })).toBe(true)
    expect(gap({ type: 'amount', value: Number.NaN, currency: 'MAD' })).toBe(true)
    expect(gap({ type: 'date', iso: '2026-02-30', weekday: true })).toBe(true)
    expect(gap({ type: 'pairs', reference: '1.2' })).toBe(true)
  })

  test('is said by the person’s own recording when there is one, and prompts by their name', () => {
    expect(
      clipsOf(
        [
          { type: 'prompt', id: 'app.read-back' },
          { type: 'free', text: '', recording: 'r-1' },
        ],
        'shi',
      ),
    ).toEqual(['app.read-back', 'r-1'])
  })
})
