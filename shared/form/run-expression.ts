// Walks an expression's tree and gives its value. Total: a bad operand gives NaN, '' or false, never an exception.
// Each step costs fuel; without fuel every value is empty, so that a hostile form ends too.
import type { Expression } from './expression.ts'
import type { AnswerValue } from './form.ts'
import { plainFunctions } from './functions.ts'
import { isEqual, MAX_TEXT, toNumber, toText, toTruth } from './values.ts'

/** What the expression can see from where it stands. */
export interface ExpressionView {
  readonly today: string
  readonly now: string
  /** The answer of a row, that of the nearest instance; null when it has none or is irrelevant. */
  readonly answerTo: (name: string) => AnswerValue
  /** The answers of a row in every instance in reach, irrelevant ones left out; a repeat gives its instances. */
  readonly answersTo: (name: string) => readonly AnswerValue[]
  readonly self: AnswerValue
  /** 1-based place of the nearest repeat instance. */
  readonly position: number
  readonly column: (name: string) => AnswerValue
  readonly fuel: Fuel
}

export interface Fuel {
  left: number
}

export function runExpression(expression: Expression, view: ExpressionView): AnswerValue {
  if (--view.fuel.left < 0) return ''
  switch (expression.op) {
    case 'literal':
      return expression.value
    case 'reference':
      return view.answerTo(expression.name)
    case 'self':
      return view.self
    case 'column':
      return view.column(expression.name)
    case 'position':
      return view.position
    case 'negate':
      return -toNumber(runExpression(expression.of, view))
    case 'regex':
      return matches(expression, view)
    case 'binary':
      return binary(expression, view)
    case 'call':
      return call(expression, view)
  }
}

export const isTrue = (expression: Expression, view: ExpressionView): boolean =>
  toTruth(runExpression(expression, view))

function matches({ subject, regex }: Expression & { op: 'regex' }, view: ExpressionView): boolean {
  const text = toText(runExpression(subject, view))
  view.fuel.left -= (text.length * regex.size) >> 3
  return view.fuel.left >= 0 && regex.test(text)
}

function binary({ by, left, right }: Expression & { op: 'binary' }, view: ExpressionView): AnswerValue {
  if (by === 'or') return isTrue(left, view) || isTrue(right, view)
  if (by === 'and') return isTrue(left, view) && isTrue(right, view)
  const a = runExpression(left, view)
  const b = runExpression(right, view)
  switch (by) {
    case '=':
      return isEqual(a, b)
    case '!=':
      return !isEqual(a, b)
    case '<':
      return toNumber(a) < toNumber(b)
    case '<=':
      return toNumber(a) <= toNumber(b)
    case '>':
      return toNumber(a) > toNumber(b)
    case '>=':
      return toNumber(a) >= toNumber(b)
    case '+':
      return toNumber(a) + toNumber(b)
    case '-':
      return toNumber(a) - toNumber(b)
    case '*':
      return toNumber(a) * toNumber(b)
    case 'div':
      return toNumber(a) / toNumber(b)
    case 'mod':
      return toNumber(a) % toNumber(b)
  }
}

function call({ name, args }: Expression & { op: 'call' }, view: ExpressionView): AnswerValue {
  const value = (i: number): AnswerValue => {
    const arg = args[i]
    return arg ? runExpression(arg, view) : null
  }
  switch (name) {
    case 'if':
      return toTruth(value(0)) ? value(1) : value(2)
    case 'coalesce':
      return firstNonEmpty(args, view)
    case 'once':
      return toText(view.self) === '' ? value(0) : view.self
    case 'today':
      return view.today
    case 'now':
      return view.now
    case 'concat':
      return joined(everyValue(args, view), '', view)
    case 'join':
      return joined(everyValue(args.slice(1), view), toText(value(0)), view)
    case 'count':
      return everyValue(args, view).length
    case 'count-non-empty':
      return everyValue(args, view).filter((one) => toText(one) !== '').length
    case 'sum':
      return numbersOf(args, view).reduce((total, one) => total + one, 0)
    case 'min':
      return extreme(numbersOf(args, view), (a, b) => (b < a ? b : a))
    case 'max':
      return extreme(numbersOf(args, view), (a, b) => (b > a ? b : a))
    default: {
      const run = plainFunctions.get(name)
      if (!run) return ''
      const values = args.map((arg) => runExpression(arg, view))
      for (const one of values)
        view.fuel.left -= typeof one === 'object' || typeof one === 'string' ? toText(one).length >> 5 : 0
      return view.fuel.left < 0 ? '' : run(values)
    }
  }
}

function firstNonEmpty(args: readonly Expression[], view: ExpressionView): AnswerValue {
  for (const arg of args) {
    const value = runExpression(arg, view)
    if (toText(value) !== '') return value
  }
  return ''
}

function everyValue(args: readonly Expression[], view: ExpressionView): readonly AnswerValue[] {
  const values = args.flatMap((arg) => (arg.op === 'reference' ? view.answersTo(arg.name) : [runExpression(arg, view)]))
  view.fuel.left -= values.length
  return view.fuel.left < 0 ? [] : values
}

/** Unanswered rows do not count: a household is summed while it is being filled in. */
const numbersOf = (args: readonly Expression[], view: ExpressionView): readonly number[] =>
  everyValue(args, view)
    .filter((one) => toText(one) !== '')
    .map(toNumber)

const extreme = (numbers: readonly number[], better: (a: number, b: number) => number): number =>
  numbers.some(Number.isNaN) ? Number.NaN : (numbers as number[]).reduce(better, numbers[0] ?? Number.NaN)

function joined(values: readonly AnswerValue[], separator: string, view: ExpressionView): string {
  let text = ''
  for (const [i, value] of values.entries()) {
    text += (i > 0 ? separator : '') + toText(value)
    if (text.length > MAX_TEXT) {
      text = text.slice(0, MAX_TEXT)
      break
    }
  }
  view.fuel.left -= text.length >> 5
  return text
}
