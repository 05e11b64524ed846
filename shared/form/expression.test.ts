import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExpression, referencesOf } from './expression.ts'
import { tellMistake } from './mistakes.ts'
import type { AnswerValue } from './form.ts'
import { runExpression } from './run-expression.ts'
import type { ExpressionView } from './run-expression.ts'

const rows: Readonly<Record<string, AnswerValue>> = {
  n: 5,
  zero: 0,
  text: 'abc',
  digits: '12',
  blank: null,
  many: ['a', 'b'],
  yes: true,
  date: '2000-02-29',
  place: { lat: 33.5, lon: -7.6 },
}
const nodes: Readonly<Record<string, readonly AnswerValue[]>> = { ages: [30, null, 4], none: [], words: ['x', 'y'] }

const view = (over: Partial<ExpressionView> = {}): ExpressionView => ({
  today: '2026-11-21',
  now: '2026-11-21T08:30:00.000Z',
  answerTo: (name) => rows[name] ?? nodes[name]?.[0] ?? null,
  answersTo: (name) => nodes[name] ?? [rows[name] ?? null],
  self: null,
  position: 2,
  column: (name) => (name === 'region' ? 'north' : null),
  fuel: { left: 1e6 },
  ...over,
})
const scope = {
  reference: (name: string) =>
    (name === 'grp' ? 'group' : name in rows || name in nodes ? 'value' : 'unknown') as 'value',
  self: true,
  once: true,
  repeat: true,
  column: (name: string) => name === 'region',
}
const run = (source: string, over?: Partial<ExpressionView>): AnswerValue => {
  const parsed = parseExpression(source, scope)
  if (!parsed.ok) throw new Error(`${source}: ${tellMistake(parsed.error.mistake).fr}`)
  return runExpression(parsed.value, view(over))
}
const mistake = (source: string, more: object = {}): string => {
  const parsed = parseExpression(source, { ...scope, ...more })
  return parsed.ok ? 'ok' : tellMistake(parsed.error.mistake).fr
}

describe('operators', () => {
  test.each<[string, AnswerValue]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 2 - 3', 5],
    ['7 div 2', 3.5],
    ['-7 mod 3', -1],
    ['- -3', 3],
    ['2*-3', -6],
    ['1 + 1 = 2 and 2 < 3', true],
    ['1 < 2 = true()', true],
    ['true() or false() and false()', true],
    ['1 = 1 = 1', true],
    ['\'a\' = "a"', true],
    ["'01' = 1", true],
    ["'1' = '01'", false],
    ['.5 + 1.', 1.5],
    ['today()-1', 20_777],
    ['region = "north"', true],
    ['position(..) > 1', true],
  ])('%s', (source, value) => expect(run(source)).toEqual(value))

  test('stop at the first that decides', () => {
    const fuel = { left: 100 }
    run('true() or (${n} = 1 or ${n} = 2 or ${n} = 3)', { fuel })
    expect(fuel.left).toBe(98)
  })
})

describe('conversions of XPath', () => {
  test.each<[string, AnswerValue]>([
    ['${text} + 1', Number.NaN],
    ['${blank} + 1', Number.NaN],
    ['${digits} + 1', 13],
    ['${yes} + 1', 2],
    ['${blank} < 1', false],
    ['${blank} = 0', false],
    ["${blank} = ''", true],
    ["${zero} = ''", false],
    ['not(${blank})', true],
    ['not(${zero})', true],
    ["boolean('false')", true],
    ["${yes} = 'true'", true],
    ["(1 > 2) = 'false'", true],
    ["${yes} = 'OK'", true],
    ['string(1 div 0)', 'Infinity'],
    ['string(0.1)', '0.1'],
    ['string(1000000 * 1000000 * 1000000 * 1000)', '1000000000000000000000'],
    ['string(1 div 100000000)', '0.00000001'],
    ['string(${many})', 'a b'],
    ['string(${place})', '33.5 -7.6 0 0'],
    ["'2026-11-21' > '2026-11-20'", true],
    ["${date} + 1 = number('2000-03-01')", true],
    ["'2026-11-21T12:00Z' - '2026-11-21' = 0.5", true],
  ])('%s', (source, value) => expect(run(source)).toEqual(value))
})

describe('functions', () => {
  test.each<[string, AnswerValue]>([
    ["selected(${many}, 'b')", true],
    ["selected('a b c', 'b')", true],
    ["selected(${many}, 'a b')", false],
    ["selected(${blank}, '')", false],
    ['count-selected(${many})', 2],
    ['count-selected(${blank})', 0],
    ['selected-at(${many}, 1)', 'b'],
    ['selected-at(${many}, 9)', ''],
    ["if(${n} > 3, 'big', 'small')", 'big'],
    ["coalesce(${blank}, '', ${n})", 5],
    ["coalesce(${blank}, '')", ''],
    ["regex('AB12', '^[A-Z]+[0-9]+$')", true],
    ["regex(${blank}, '^$')", true],
    ['int(-3.7)', -3],
    ["int('x')", Number.NaN],
    ['round(2.5)', 3],
    ['round(-2.5)', -2],
    ['round(1.005, 2)', 1.01],
    ['round(1234, -2)', 1200],
    ["string-length('العربية')", 7],
    ["substr('abcdef', 1, 3)", 'bc'],
    ["substr('abcdef', 4)", 'ef'],
    ["contains('abc', 'bc')", true],
    ["starts-with('abc', 'bc')", false],
    ["ends-with('abc', 'bc')", true],
    ["concat('a', 1, true())", 'a1true'],
    ["concat(${words}, '!')", 'xy!'],
    ["join('-', ${words}, 'z')", 'x-y-z'],
    ["normalize-space('  a   b ')", 'a b'],
    ['count(${ages})', 3],
    ['count-non-empty(${ages})', 2],
    ['sum(${ages})', 34],
    ['sum(${none})', 0],
    ['sum(${words})', Number.NaN],
    ['min(${ages})', 4],
    ['max(${ages}, 99)', 99],
    ['max(${none})', Number.NaN],
    ['today()', '2026-11-21'],
    ['now()', '2026-11-21T08:30:00.000Z'],
    ['date(0)', '1970-01-01'],
    ['date(now())', '2026-11-21'],
    ["date('nonsense')", ''],
    ['date-time(0.5)', '1970-01-01T12:00:00.000Z'],
    ["decimal-date-time('1970-01-02T12:00Z')", 1.5],
    ["decimal-time('18:00')", 0.75],
    ["format-date(${date}, '%d/%m/%Y')", '29/02/2000'],
    ["format-date-time(now(), '%H:%M')", '08:30'],
    ['pow(2, 10)', 1024],
    ['abs(-2)', 2],
    ["boolean-from-string('1')", true],
    ['int((today() - ${date}) div 365.25)', 26],
  ])('%s', (source, value) => expect(run(source)).toEqual(value))

  test('once() keeps what is there', () => {
    expect(run('once(1 + 1)')).toBe(2)
    expect(run('once(1 + 1)', { self: 'first' })).toBe('first')
  })
})

describe('what cannot be read is refused in French and Arabic', () => {
  test.each<[string, string]>([
    ['1 +', 'incomplète'],
    ['', 'incomplète'],
    ['1 2', '2'],
    ['(1', 'incomplète'],
    ['1)', ')'],
    ['${nobody} = 1', 'Aucune question ne s’appelle ⁨nobody⁩'],
    ['${grp} = 1', 'groupe'],
    ['n = 1', '⁨n⁩'],
    ['uuid()', '⁨uuid()⁩'],
    ["pulldata('a','b','c','d')", '⁨pulldata()⁩'],
    ['if(1, 2)', '⁨if⁩ attend ⁨3⁩'],
    ['count(1)', '⁨count⁩'],
    ['1 + once(2)', 'once'],
    ['once(2) + 1', 'once'],
    ["regex('a', ${text})", 'motif'],
    ["regex('a', '(')", 'Motif illisible'],
    ["regex('a', '(?=a)')", 'Motif refusé'],
    ["'open", "'open"],
    ['“smart” = 1', '“smart'],
    ['1 == 1', '='],
    ['1 | 2', '|'],
    ['eval("1")', '⁨eval()⁩'],
    ['constructor()', '⁨constructor()⁩'],
    ['(((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))', 'trop'],
    [`1${' + 1'.repeat(600)}`, 'trop'],
    [' '.repeat(4000), 'trop'],
  ])('%s', (source, words) => {
    const parsed = parseExpression(source, scope)
    if (parsed.ok) throw new Error('it was read')
    expect(tellMistake(parsed.error.mistake).fr).toContain(words)
    expect(tellMistake(parsed.error.mistake).ar).toMatch(/[\u0621-\u064a]/)
  })

  test('where it has no sense', () => {
    expect(mistake('. > 1', { self: false })).toContain('⁨.⁩')
    expect(mistake('once(1)', { once: false })).toContain('once')
    expect(mistake('position(..)', { repeat: false })).toContain('position(..)')
    expect(mistake('position()')).toContain(')')
  })
})

test('referencesOf names every row that is read, in every corner', () => {
  const parsed = parseExpression("if(${n} > 1, -${digits}, regex(${text}, 'a')) and not(${ blank })", scope)
  expect(parsed.ok && [...referencesOf(parsed.value)].sort()).toEqual(['blank', 'digits', 'n', 'text'])
})

describe('any text', () => {
  const word = fc.constantFrom(
    '${n}',
    '${text}',
    '${many}',
    '${blank}',
    '${ages}',
    '.',
    '(',
    ')',
    ',',
    '+',
    '-',
    '*',
    'div',
    'mod',
    'and',
    'or',
    '=',
    '!=',
    '<',
    '>=',
    "'a'",
    '2',
    '0',
    'if(',
    'not(',
    'sum(',
    'round(',
    'date(',
    'substr(',
    'selected(',
    'format-date(',
    'today()',
    'concat(',
    'coalesce(',
    'int(',
    "regex('a', 'b')",
    'region',
    'position(..)',
    '%',
    '"',
  )

  test('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
        ),
        (source) => {
          const parsed = parseExpression(source, scope)
          if (!parsed.ok) expect(tellMistake(parsed.error.mistake).ar).not.toBe('')
        },
      ),
      { numRuns: 3000 },
    )
  })

  const value: fc.Arbitrary<AnswerValue> = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string()),
    fc.record({ lat: fc.double(), lon: fc.double() }),
    fc.constantFrom('2024-02-29', '2024-02-29T10:00Z', '1e9', '-0', 'NaN'),
  )
  /** Well-formed calls of everything, with arguments of every kind. */
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(
        '${n}',
        '${text}',
        '${many}',
        '${place}',
        '${ages}',
        '.',
        "'x'",
        '3',
        '-1',
        'today()',
        'region',
        'position(..)',
      ),
      fc
        .tuple(
          tie('tree'),
          fc.constantFrom('+', '-', '*', 'div', 'mod', '=', '!=', '<', '>=', 'and', 'or'),
          tie('tree'),
        )
        .map(([a, by, b]) => `(${a} ${by} ${b})`),
      fc
        .tuple(
          fc.constantFrom(
            'not',
            'string',
            'number',
            'int',
            'round',
            'date',
            'date-time',
            'count-selected',
            'string-length',
            'abs',
            'sum',
          ),
          tie('tree'),
        )
        .map(([name, a]) => (name === 'sum' ? 'sum(${ages})' : `${name}(${a})`)),
      fc
        .tuple(
          fc.constantFrom(
            'selected',
            'contains',
            'starts-with',
            'substr',
            'round',
            'pow',
            'format-date',
            'max',
            'concat',
          ),
          tie('tree'),
          tie('tree'),
        )
        .map(([name, a, b]) => `${name}(${a}, ${b})`),
      fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
      tie('tree').map((a) => `regex(${a}, '(a|b)*[0-9]{2,}')`),
    ),
  }))

  test('that can be read runs to a value for any answers', () => {
    fc.assert(
      fc.property(
        tree,
        fc.array(value, { minLength: 3, maxLength: 3 }),
        value,
        (source, [a = null, b = null, c = null], self) => {
          const parsed = parseExpression(source, scope)
          fc.pre(parsed.ok)
          if (!parsed.ok) return
          const over = view({
            self,
            answerTo: (name) => (name === 'n' ? a : name === 'text' ? b : c),
            answersTo: () => [a, b, c],
          })
          expect(runExpression(parsed.value, over)).not.toBe(undefined)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('ends when its fuel does', () => {
    const fuel = { left: 20 }
    expect(run(`1${' + 1'.repeat(100)}`, { fuel })).toEqual(Number.NaN)
    expect(fuel.left).toBeLessThan(0)
  })
})
