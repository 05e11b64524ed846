// Regular expressions of packs, matched in time proportional to pattern × subject whatever the pattern: an automaton
// walked in parallel, never the engine's backtracking. Only a single character is ever given to RegExp.
// Understood: literals . [..] \d \w \s \p{..} (..) (?:..) | ? * + {n,m} ^ $. Refused: look-around, \b, back-references.
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'

const MAX_PATTERN = 300
const MAX_STEPS = 1500
const MAX_REPEAT = 100
const MAX_DEPTH = 20
/** A longer subject does not match. */
const MAX_SUBJECT = 1000

type CharTest = (char: string) => boolean
/** `split` goes to both places; `begin` and `end` let pass only at the edges of the subject. */
type Step =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'split'; readonly to: readonly [number, number] }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'begin' }
  | { readonly op: 'end' }
  | { readonly op: 'match' }

type Part =
  | { readonly is: 'char'; readonly test: CharTest }
  | { readonly is: 'begin' }
  | { readonly is: 'end' }
  | { readonly is: 'sequence'; readonly parts: readonly Part[] }
  | { readonly is: 'either'; readonly parts: readonly Part[] }
  | { readonly is: 'repeat'; readonly part: Part; readonly min: number; readonly max: number }

export interface SafeRegex {
  /** How much a match costs for each character of the subject. */
  readonly size: number
  /** Is the pattern found anywhere in the subject? Anchor with ^ and $ for the whole of it. */
  readonly test: (subject: string) => boolean
}

export type RegexRefusal = 'syntax' | 'unsupported' | 'too-large'

class Refusal extends Error {
  readonly why: RegexRefusal
  constructor(why: RegexRefusal) {
    super(why)
    this.why = why
  }
}

export function compileRegex(pattern: string): Result<SafeRegex, RegexRefusal> {
  if (pattern.length > MAX_PATTERN) return err('too-large')
  try {
    const steps: Step[] = []
    emit(readPattern(pattern), steps)
    steps.push({ op: 'match' })
    return ok({ size: steps.length, test: (subject) => isFound(steps, subject) })
  } catch (problem) {
    if (problem instanceof Refusal) return err(problem.why)
    throw problem
  }
}

function readPattern(pattern: string): Part {
  const chars = [...pattern]
  let at = 0
  let depth = 0

  const either = (): Part => {
    if (++depth > MAX_DEPTH) throw new Refusal('too-large')
    const branches = [sequence()]
    while (chars[at] === '|') {
      at++
      branches.push(sequence())
    }
    depth--
    return branches.length === 1 && branches[0] ? branches[0] : { is: 'either', parts: branches }
  }

  const sequence = (): Part => {
    const parts: Part[] = []
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') parts.push(repeated(atom()))
    return { is: 'sequence', parts }
  }

  const repeated = (part: Part): Part => {
    let min: number
    let max: number
    const sign = chars[at]
    if (sign === '?') [min, max] = [0, 1]
    else if (sign === '*') [min, max] = [0, Infinity]
    else if (sign === '+') [min, max] = [1, Infinity]
    else if (sign === '{') {
      const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(chars.slice(at, at + 12).join(''))
      if (!match) throw new Refusal('syntax')
      min = Number(match[1])
      max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3])
      if (min > max) throw new Refusal('syntax')
      if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) throw new Refusal('too-large')
      at += match[0].length - 1
    } else return part
    at++
    if (part.is === 'begin' || part.is === 'end') throw new Refusal('syntax')
    // A lazy `+?` finds the same subjects; a possessive or doubled sign does not.
    if (chars[at] === '?') at++
    if (chars[at] !== undefined && '?*+{'.includes(chars[at] ?? '')) throw new Refusal('syntax')
    return { is: 'repeat', part, min, max }
  }

  const atom = (): Part => {
    const char = chars[at++] ?? ''
    if (char === '(') {
      if (chars[at] === '?') {
        if (chars[at + 1] !== ':') throw new Refusal('unsupported')
        at += 2
      }
      const inner = either()
      if (chars[at++] !== ')') throw new Refusal('syntax')
      return inner
    }
    if (char === '^') return { is: 'begin' }
    if (char === '$') return { is: 'end' }
    if (char === '.') return { is: 'char', test: (c) => c !== '\n' }
    if (char === '[') return { is: 'char', test: charTest(`[${classBody()}]`) }
    if (char === '\\') return { is: 'char', test: escaped() }
    if ('?*+{'.includes(char)) throw new Refusal('syntax')
    return { is: 'char', test: (c) => c === char }
  }

  const classBody = (): string => {
    const from = at
    // A `]` that comes first is a literal in POSIX and an empty class in JavaScript: refuse to guess.
    if (chars[at] === ']' || (chars[at] === '^' && chars[at + 1] === ']')) throw new Refusal('syntax')
    while (chars[at] !== ']') {
      if (chars[at] === undefined) throw new Refusal('syntax')
      at += chars[at] === '\\' ? 2 : 1
    }
    return chars.slice(from, at++).join('')
  }

  const escaped = (): CharTest => {
    const char = chars[at++]
    if (char === undefined) throw new Refusal('syntax')
    if ('dDwWsSntr'.includes(char)) return charTest(`\\${char}`)
    if (char === 'p' || char === 'P') {
      const match = /^\{[\w=]+\}/.exec(chars.slice(at, at + 40).join(''))
      if (!match) throw new Refusal('syntax')
      at += match[0].length
      return charTest(`\\${char}${match[0]}`)
    }
    if (char === 'u') {
      const match = /^[0-9a-fA-F]{4}/.exec(chars.slice(at, at + 4).join(''))
      if (!match) throw new Refusal('syntax')
      at += 4
      return (c) => c === String.fromCharCode(Number.parseInt(match[0], 16))
    }
    if (/[\p{L}\p{N}]/u.test(char)) throw new Refusal('unsupported')
    return (c) => c === char
  }

  const whole = either()
  if (at < chars.length) throw new Refusal('syntax')
  return whole
}

/** One character's class. The `u` flag refuses needless escapes such as [\'], so the second try goes without. */
function charTest(source: string): CharTest {
  for (const flags of ['u', '']) {
    try {
      const regex = new RegExp(`^(?:${source})$`, flags)
      return (char) => regex.test(char)
    } catch {
      // The next flags, or the refusal below.
    }
  }
  throw new Refusal('syntax')
}

function emit(part: Part, steps: Step[]): void {
  if (steps.length > MAX_STEPS) throw new Refusal('too-large')
  if (part.is === 'char') steps.push({ op: 'char', test: part.test })
  else if (part.is === 'begin' || part.is === 'end') steps.push({ op: part.is })
  else if (part.is === 'sequence') for (const inner of part.parts) emit(inner, steps)
  else if (part.is === 'either') {
    const exits: number[] = []
    for (const [i, branch] of part.parts.entries()) {
      const split = steps.length
      if (i < part.parts.length - 1) steps.push({ op: 'jump', to: -1 })
      emit(branch, steps)
      if (i === part.parts.length - 1) break
      exits.push(steps.length)
      steps.push({ op: 'jump', to: -1 })
      steps[split] = { op: 'split', to: [split + 1, steps.length] }
    }
    for (const exit of exits) steps[exit] = { op: 'jump', to: steps.length }
  } else {
    for (let i = 0; i < part.min; i++) {
      const before = steps.length
      emit(part.part, steps)
      // A hundred times nothing, a hundred times over, is nothing too, and never ends.
      if (steps.length === before) break
    }
    const optional = part.max === Infinity ? 1 : part.max - part.min
    for (let i = 0; i < optional; i++) {
      const split = steps.length
      steps.push({ op: 'jump', to: -1 })
      emit(part.part, steps)
      if (part.max === Infinity) steps.push({ op: 'jump', to: split })
      steps[split] = { op: 'split', to: [split + 1, steps.length] }
    }
  }
}

function isFound(steps: readonly Step[], subject: string): boolean {
  const chars = [...subject]
  if (chars.length > MAX_SUBJECT) return false
  const seenAt = new Int32Array(steps.length).fill(-1)
  let now: number[] = []
  for (let at = 0; at <= chars.length; at++) {
    const next: number[] = []
    const todo = [0, ...now.toReversed()]
    for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
      if (seenAt[step] === at) continue
      seenAt[step] = at
      const what = steps[step]
      if (!what) continue
      if (what.op === 'match') return true
      if (what.op === 'split') todo.push(what.to[0], what.to[1])
      else if (what.op === 'jump') todo.push(what.to)
      else if (what.op !== 'char') {
        if (at === (what.op === 'begin' ? 0 : chars.length)) todo.push(step + 1)
      } else if (at < chars.length && what.test(chars[at] ?? '')) next.push(step + 1)
    }
    now = next
  }
  return false
}
