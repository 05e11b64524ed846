// A listener who knows the words below a hundred and how French and Arabic put them together, and nothing of our code:
// what is said must be understood as the number that was meant.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCatalogue } from './catalogue.ts'
import { clipsOf } from './clips.ts'
import type { SpokenPart } from './spoken.ts'

const parsed = parseCatalogue(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../voices/catalogue/figures.json'), 'utf8')),
)
if (!parsed.ok) throw new Error(parsed.error.join('\n'))
const figures = parsed.value

const words = (part: SpokenPart, voice: 'fr' | 'ar'): string =>
  clipsOf([part], voice)
    .map((clip) => (typeof clip === 'string' ? (figures[clip]?.say[voice] ?? '?') : '?'))
    .join(' ')
    .replace(/[\u064b-\u0652]/gu, '')

const valueIn = (table: ReadonlyMap<string, number>, said: string): number => {
  const value = table.get(said)
  if (value === undefined) throw new Error(`not a number to this listener: « ${said} »`)
  return value
}

const french = (said: string): number => {
  const [before, after] = said.split(/(?:^| )mille(?: |$)/u)
  if (after !== undefined) return (before === '' ? 1 : french(before ?? '')) * 1000 + (after === '' ? 0 : french(after))
  const hundreds = /^(?:(\S+) )?cents?(?: (.+))?$/u.exec(said)
  if (hundreds === null) return valueIn(belowHundredFr, said)
  const count = hundreds[1] === undefined ? 1 : valueIn(belowHundredFr, hundreds[1])
  return count * 100 + (hundreds[2] === undefined ? 0 : valueIn(belowHundredFr, hundreds[2]))
}

/** Parts are joined by و; a word for thousand counts what came before it since the last one. */
const arabic = (said: string): number => {
  let [total, pending] = [0, 0]
  for (const group of said.split(' و ')) {
    const thousands = /^(?:(.+) )?(ألف|ألفا|ألفان|آلاف)$/u.exec(group)
    if (thousands === null) {
      pending += valueIn(belowThousandAr, group)
      continue
    }
    const counted = pending + (thousands[1] === undefined ? 0 : valueIn(belowThousandAr, thousands[1]))
    const form = thousands[2]
    // What is counted decides the word: a listener would stumble over another.
    const last = counted % 100
    const right = counted === 0 ? ['ألف', 'ألفان'] : last === 0 ? ['ألف'] : last <= 10 ? ['آلاف'] : ['ألفا']
    if (form === undefined || !right.includes(form)) throw new Error(`« ${said} » is not said`)
    total += (counted === 0 ? (form === 'ألفان' ? 2 : 1) : counted) * 1000
    pending = 0
  }
  return total + pending
}

const belowHundredFr = new Map(
  [
    'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'
      .split(' ')
      .map((word, value) => [word, value] as const),
    ...['vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt', 'quatre-vingt'].map(
      (ten, at) => {
        const units = 'deux trois quatre cinq six sept huit neuf'.split(' ')
        const teens = 'douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(' ')
        const value = (at + 2) * 10
        const link = at === 6 || at === 7 ? '-' : ' et '
        return value === 70 || value === 90
          ? [
              [`${ten}-dix`, value] as const,
              [`${ten}${link}onze`, value + 1] as const,
              ...teens.map((teen, i) => [`${ten}-${teen}`, value + 2 + i] as const),
            ]
          : [
              [value === 80 ? 'quatre-vingts' : ten, value] as const,
              [`${ten}${link}un`, value + 1] as const,
              ...units.map((unit, i) => [`${ten}-${unit}`, value + 2 + i] as const),
            ]
      },
    ),
  ].flat(1),
)
// Before « mille » and « dirhams », six, huit and dix lose their last sound.
for (const [word, value] of new Map(belowHundredFr))
  belowHundredFr.set(word.replace(/(si)x$|(hui)t$|(di)x$/u, '$1$2$3'), value)

const belowThousandAr = new Map<string, number>()
const unitsAr = 'صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة'.split(' ')
const tensAr = 'عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون'.split(' ')
const hundredsAr = 'مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة'.split(' ')
unitsAr.forEach((word, value) => belowThousandAr.set(word, value))
'أحد اثنا ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة'
  .split(' ')
  .forEach((word, at) => belowThousandAr.set(`${word} عشر`, 11 + at))
tensAr.forEach((ten, at) => {
  belowThousandAr.set(ten, (at + 2) * 10)
  for (let unit = 1; unit < 10; unit++) belowThousandAr.set(`${unitsAr[unit]} و${ten}`, (at + 2) * 10 + unit)
})
hundredsAr.forEach((word, at) => belowThousandAr.set(word, (at + 1) * 100))
belowThousandAr.set('مئتا', 200)

describe('a number that was said', () => {
  const anyNumber = fc.oneof(fc.integer({ min: 0, max: 2100 }), fc.integer({ min: 0, max: 999_999 }))

  test('is understood as the one that was meant, in French and in Arabic', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(french(words({ type: 'number', value }, 'fr'))).toBe(value)
        expect(arabic(words({ type: 'number', value }, 'ar'))).toBe(value)
      }),
      { numRuns: 5000 },
    )
  })

  test('and so is an amount in French, whatever its last sound before « dirhams »', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        const said = words({ type: 'amount', value, currency: 'MAD' }, 'fr')
        expect(said.endsWith(' dirham')).toBe(true)
        expect(french(said.replace(/ dirham$/u, ''))).toBe(value)
      }),
      { numRuns: 2000 },
    )
  })
})
