// The functions an expression may call, with how many arguments each takes. Those of plain values are here; those that
// read other rows or wait with their arguments (if, coalesce, once, count, sum …) are run by run-expression.ts.
import { dateTimeToDays, dateToDays, daysToDate, daysToDateTime, formatDate, timeToDays } from './calendar.ts'
import type { AnswerValue } from './form.ts'
import { isEqual, MAX_TEXT, toNames, toNumber, toText, toTruth } from './values.ts'

export type PlainFunction = (args: readonly AnswerValue[]) => AnswerValue

const text = (args: readonly AnswerValue[], i: number): string => toText(args[i] ?? null)
const number = (args: readonly AnswerValue[], i: number): number => toNumber(args[i] ?? null)

/** Halves go up, as XPath has it; `decimals` may be negative. */
function round(value: number, decimals: number): number {
  const shift = Math.max(-15, Math.min(15, Math.trunc(decimals) || 0))
  // 1.005 has no exact double: shifting the decimal text keeps what people see.
  const shifted = Number(`${value}e${shift}`)
  if (!Number.isFinite(shifted)) return Math.floor(value + 0.5)
  return Number(`${Math.floor(shifted + 0.5)}e${-shift}`)
}

function date(value: AnswerValue): string {
  if (typeof value === 'number') return daysToDate(value)
  const written = toText(value)
  if (dateToDays(written) !== null) return written
  if (dateTimeToDays(written) !== null) return written.slice(0, 10)
  return daysToDate(toNumber(value))
}

function dateTime(value: AnswerValue): string {
  if (typeof value === 'number') return daysToDateTime(value)
  const written = toText(value)
  if (dateTimeToDays(written) !== null) return written
  return daysToDateTime(toNumber(value))
}

/** 0-based; a negative index counts from the end. */
function substr(value: string, from: number, to: number): string {
  const chars = [...value]
  return chars.slice(Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? undefined : to).join('')
}

const plain: Readonly<Record<string, readonly [min: number, max: number, run: PlainFunction]>> = {
  true: [0, 0, () => true],
  false: [0, 0, () => false],
  not: [1, 1, ([value = null]) => !toTruth(value)],
  boolean: [1, 1, ([value = null]) => toTruth(value)],
  'boolean-from-string': [1, 1, (args) => ['true', '1'].includes(text(args, 0))],
  string: [1, 1, (args) => text(args, 0)],
  'string-length': [1, 1, (args) => [...text(args, 0)].length],
  substr: [2, 3, (args) => substr(text(args, 0), number(args, 1), number(args, 2))],
  contains: [2, 2, (args) => text(args, 0).includes(text(args, 1))],
  'starts-with': [2, 2, (args) => text(args, 0).startsWith(text(args, 1))],
  'ends-with': [2, 2, (args) => text(args, 0).endsWith(text(args, 1))],
  'normalize-space': [1, 1, (args) => text(args, 0).trim().replace(/\s+/g, ' ')],
  number: [1, 1, (args) => number(args, 0)],
  int: [1, 1, (args) => Math.trunc(number(args, 0))],
  round: [1, 2, (args) => round(number(args, 0), args.length > 1 ? number(args, 1) : 0)],
  abs: [1, 1, (args) => Math.abs(number(args, 0))],
  pow: [2, 2, (args) => number(args, 0) ** number(args, 1)],
  selected: [2, 2, ([value = null, name = null]) => toNames(value).some((one) => isEqual(one, toText(name)))],
  'selected-at': [2, 2, (args) => toNames(args[0] ?? null)[number(args, 1)] ?? ''],
  'count-selected': [1, 1, ([value = null]) => toNames(value).length],
  date: [1, 1, ([value = null]) => date(value)],
  'date-time': [1, 1, ([value = null]) => dateTime(value)],
  'decimal-date-time': [1, 1, (args) => number(args, 0)],
  'decimal-time': [1, 1, (args) => timeToDays(text(args, 0)) ?? Number.NaN],
  'format-date': [2, 2, (args) => formatDate(date(args[0] ?? null), text(args, 1)).slice(0, MAX_TEXT)],
  'format-date-time': [2, 2, (args) => formatDate(dateTime(args[0] ?? null), text(args, 1)).slice(0, MAX_TEXT)],
}

export const plainFunctions: ReadonlyMap<string, PlainFunction> = new Map(
  Object.entries(plain).map(([name, [, , run]]) => [name, run]),
)

/** `nodes`: the first argument names rows, all instances of which are read. */
const special = {
  if: [3, 3, 'values'],
  coalesce: [1, 20, 'values'],
  once: [1, 1, 'values'],
  regex: [2, 2, 'values'],
  today: [0, 0, 'values'],
  now: [0, 0, 'values'],
  concat: [1, Infinity, 'values'],
  join: [1, Infinity, 'values'],
  sum: [1, 1, 'nodes'],
  count: [1, 1, 'nodes'],
  'count-non-empty': [1, 1, 'nodes'],
  min: [1, Infinity, 'values'],
  max: [1, Infinity, 'values'],
} as const satisfies Readonly<Record<string, readonly [number, number, 'values' | 'nodes']>>

export interface FunctionShape {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly takes: 'values' | 'nodes'
}

export const functionShapes: ReadonlyMap<string, FunctionShape> = new Map<string, FunctionShape>([
  ...Object.entries(plain).map(([name, [min, max]]): [string, FunctionShape] => [
    name,
    { name, min, max, takes: 'values' },
  ]),
  ...Object.entries(special).map(([name, [min, max, takes]]): [string, FunctionShape] => [
    name,
    { name, min, max, takes },
  ]),
])
