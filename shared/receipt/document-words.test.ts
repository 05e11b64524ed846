import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnswerValue, Choice } from '../form/form.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import { documentWords, rowsOf, wordsHash } from './document-words.ts'
import type { PaperLang } from './document-words.ts'

const choice = (name: string, fr: string, ar: string): Choice => ({ name, label: { fr, ar } })
const pack: Pick<ProcedurePack, 'form'> = {
  form: {
    survey: [
      { type: 'text', name: 'name' },
      { type: 'date', name: 'born' },
      { type: 'integer', name: 'year' },
      { type: 'select_one kind', name: 'kind' },
      { type: 'select_multiple kind', name: 'kinds' },
      { type: 'select_one_from_file ma-communes.json', name: 'commune' },
      { type: 'text', name: 'hidden' },
    ],
    choices: { kind: [choice('a', 'ancien', 'قديم'), choice('b', 'neuf', 'جديد')] },
    pages: [],
  },
}
const template = {
  title: { fr: 'Extrait', ar: 'نسخة' },
  paragraphs: [
    { fr: 'Nom : ${name}', ar: 'الاسم: ${name}' },
    { fr: 'Né le ${born} (${year})', ar: 'المولود في ${born} (${year})' },
    { fr: 'À ${commune}, ${kind}', ar: 'ب${commune}، ${kind}' },
    { fr: '${kinds}', ar: '${kinds}' },
  ],
  signedBy: { fr: 'L’officier', ar: 'الضابط' },
  nameRows: ['name'],
}
const lists = new Map([['ma-communes.json', [choice('07', 'Asni', 'أسني')]]])
const make = (answers: Record<string, AnswerValue>, lang: PaperLang = null) =>
  documentWords({ pack, template, answers, lists, lang })
const whole = { name: 'Lhoucine', born: '1961-03-09', year: 1961, kind: 'b', commune: '07', kinds: ['a', 'b'] }
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '')

test('choices are said by their label, dates as people write them, in the language of the paper', () => {
  const words = make(whole)
  if (!words.ok) throw new Error(words.error.why)
  expect(words.value.in.fr?.paragraphs.map(plain)).toEqual([
    'Nom : Lhoucine',
    'Né le 09/03/1961 (1961)',
    'À Asni, neuf',
    'ancien, neuf',
  ])
  expect(words.value.in.ar?.paragraphs.map(plain)).toEqual([
    'الاسم: Lhoucine',
    'المولود في 09/03/1961 (1961)',
    'بأسني، جديد',
    'قديم، جديد',
  ])
  expect(words.value.names).toEqual(['Lhoucine'])
})

test('no paragraph has a hole, whatever is missing', () => {
  const some = fc.subarray(Object.entries(whole).filter(([name]) => name !== 'name'))
  fc.assert(
    fc.property(some, (kept) => {
      const words = make({ name: 'Lhoucine', ...Object.fromEntries(kept) }, 'fr')
      if (!words.ok) throw new Error(words.error.why)
      for (const paragraph of words.value.in.fr?.paragraphs ?? []) expect(paragraph).not.toMatch(/\$\{|\u2068\u2069/)
      const rows = new Set(kept.map(([name]) => name))
      expect(words.value.in.fr?.paragraphs.length).toBe(
        1 +
          Number(rows.has('born') && rows.has('year')) +
          Number(rows.has('commune') && rows.has('kind')) +
          Number(rows.has('kinds')),
      )
    }),
  )
})

test('an answer that can’t be put into words here stops the paper: it is not left out in silence', () => {
  expect(documentWords({ pack, template, answers: whole, lists: new Map(), lang: 'fr' })).toEqual({
    ok: false,
    error: { why: 'unreadable', rows: ['commune'] },
  })
  expect(make({ ...whole, kind: 'gone' })).toEqual({ ok: false, error: { why: 'unreadable', rows: ['kind'] } })
  expect(make({ name: 'Lhoucine', kinds: 'sealed.0' }).ok).toBe(true)
  const sealed = `sealed.1.${'A'.repeat(120)}`
  expect(make({ ...whole, name: sealed })).toEqual({ ok: false, error: { why: 'nameless', rows: ['name'] } })
})

test('what is typed is never read as a row to fill in', () => {
  const words = make({ name: '${born} <b>', born: '1961-03-09', year: 1961 }, 'fr')
  if (!words.ok) throw new Error(words.error.why)
  expect(plain(words.value.in.fr?.paragraphs[0] ?? '')).toBe('Nom : ${born} <b>')
})

test('a name of two answers keeps its order in a sentence of the other script', () => {
  const full = { ...template, paragraphs: [{ fr: 'Nom : ${name} ${hidden}, ${year}', ar: 'الاسم: ${name} ${hidden}' }] }
  const words = documentWords({
    pack,
    template: full,
    answers: { name: 'Amghar', hidden: 'Lhoucine', year: 1961 },
    lists,
    lang: null,
  })
  if (!words.ok) throw new Error(words.error.why)
  expect(words.value.in.ar?.paragraphs).toEqual(['الاسم: \u2068Amghar Lhoucine\u2069'])
  expect(words.value.in.fr?.paragraphs).toEqual(['Nom : \u2068Amghar Lhoucine\u2069, \u20681961\u2069'])
})

test('the hash follows every word that is printed', () => {
  const hashOf = (answers: Record<string, AnswerValue>, lang: PaperLang = 'fr') => {
    const words = make(answers, lang)
    if (!words.ok) throw new Error(words.error.why)
    return wordsHash(words.value)
  }
  expect(hashOf(whole)).toBe(hashOf({ ...whole, hidden: 'x' }))
  expect(new Set([hashOf(whole), hashOf({ ...whole, kind: 'a' }), hashOf(whole, 'ar'), hashOf(whole, null)]).size).toBe(
    4,
  )
})

test('the rows a paper may print are those of its sentences and its names', () => {
  expect(rowsOf(template)).toEqual(['name', 'born', 'year', 'commune', 'kind', 'kinds'])
})
