// The expression language of forms: the XLSForm subset of XPath. Text is parsed once, into a tree that run-expression.ts
// walks; nothing is ever handed to eval. Every bound is checked here, so that no pack can make a desk hang.
//
//   or < and < = != < < <= > >= < + - < * div mod < unary -      ${x}  .  position(..)  'text'  12.5  f(a, b)  column
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { functionShapes } from './functions.ts'
import { compileRegex } from './safe-regex.ts'
import type { SafeRegex } from './safe-regex.ts'
import { ExpressionMistake, tokens } from './tokens.ts'
import type { ExpressionError, Token } from './tokens.ts'

const MAX_SOURCE = 3000
const MAX_NODES = 500
const MAX_DEPTH = 40

export type BinaryOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod'

export type Expression =
  | { readonly op: 'literal'; readonly value: string | number }
  | { readonly op: 'reference'; readonly name: string }
  | { readonly op: 'self' }
  | { readonly op: 'column'; readonly name: string }
  | { readonly op: 'position' }
  | { readonly op: 'negate'; readonly of: Expression }
  | { readonly op: 'binary'; readonly by: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly op: 'regex'; readonly subject: Expression; readonly regex: SafeRegex }

/** What an expression may speak of, in the place where it stands. */
export interface ExpressionScope {
  /** May `${name}` be read? `group` when the name is that of a group, which has no value. */
  readonly reference: (name: string) => 'value' | 'group' | 'unknown'
  /** `.`, the answer under test. */
  readonly self?: boolean
  /** Bare names: columns of the choices, in choice_filter. */
  readonly column?: (name: string) => boolean
  /** once(), around the whole expression. */
  readonly once?: boolean
  /** position(..), inside a repeat. */
  readonly repeat?: boolean
}

/** The tree of `source`, or the first mistake in it. */
export function parseExpression(source: string, scope: ExpressionScope): Result<Expression, ExpressionError> {
  try {
    if (source.length > MAX_SOURCE) throw new ExpressionMistake(0, { says: 'tooLong', what: source })
    return ok(new Parser(source, scope).whole())
  } catch (problem) {
    if (problem instanceof ExpressionMistake) return err(problem.error)
    throw problem
  }
}

/** Names of every `${…}` in the tree. */
export function referencesOf(expression: Expression, into: Set<string> = new Set()): ReadonlySet<string> {
  if (expression.op === 'reference') into.add(expression.name)
  else if (expression.op === 'negate') referencesOf(expression.of, into)
  else if (expression.op === 'regex') referencesOf(expression.subject, into)
  else if (expression.op === 'binary') {
    referencesOf(expression.left, into)
    referencesOf(expression.right, into)
  } else if (expression.op === 'call') for (const arg of expression.args) referencesOf(arg, into)
  return into
}

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
]

class Parser {
  readonly #source: string
  readonly #scope: ExpressionScope
  readonly #tokens: readonly Token[]
  #next = 0
  #nodes = 0
  #depth = 0

  constructor(source: string, scope: ExpressionScope) {
    this.#source = source
    this.#scope = scope
    this.#tokens = tokens(source)
  }

  whole(): Expression {
    const expression = this.#level(0)
    if (this.#peek().is !== 'end') this.#unexpected()
    return expression
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { is: 'end', text: '', at: this.#source.length }
  }

  #isSign(text: string): boolean {
    const token = this.#peek()
    return token.is === 'sign' && token.text === text
  }

  #expect(text: string): void {
    if (!this.#isSign(text)) this.#unexpected()
    this.#next++
  }

  #unexpected(): never {
    const token = this.#peek()
    if (token.is === 'end') throw new ExpressionMistake(token.at, { says: 'unfinished', what: this.#source })
    throw new ExpressionMistake(token.at, { says: 'unexpected', what: token.text })
  }

  #made(expression: Expression): Expression {
    if (++this.#nodes > MAX_NODES) throw new ExpressionMistake(0, { says: 'tooLong', what: this.#source })
    return expression
  }

  #level(level: number): Expression {
    const operators = LEVELS[level]
    if (!operators) return this.#unary()
    let left = this.#level(level + 1)
    for (;;) {
      const token = this.#peek()
      const by = token.is === 'sign' || token.is === 'word' ? operators.find((name) => name === token.text) : undefined
      if (by === undefined) return left
      this.#next++
      left = this.#made({ op: 'binary', by, left, right: this.#level(level + 1) })
    }
  }

  #unary(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new ExpressionMistake(this.#peek().at, { says: 'tooLong', what: this.#source })
    let expression: Expression
    if (this.#isSign('-')) {
      this.#next++
      expression = this.#made({ op: 'negate', of: this.#unary() })
    } else expression = this.#primary()
    this.#depth--
    return expression
  }

  #primary(): Expression {
    const token = this.#peek()
    if (token.is === 'end') this.#unexpected()
    this.#next++
    if (token.is === 'number') return this.#made({ op: 'literal', value: Number(token.text) })
    if (token.is === 'text') return this.#made({ op: 'literal', value: token.text.slice(1, -1) })
    if (token.is === 'reference') return this.#reference(token)
    if (token.is === 'word') return this.#isSign('(') ? this.#call(token) : this.#column(token)
    if (token.text === '(') {
      const inner = this.#level(0)
      this.#expect(')')
      return inner
    }
    if (token.text === '.') {
      if (!this.#scope.self) throw new ExpressionMistake(token.at, { says: 'ownValue', what: '.' })
      return this.#made({ op: 'self' })
    }
    throw new ExpressionMistake(token.at, { says: 'unexpected', what: token.text })
  }

  #reference(token: Token): Expression {
    const known = this.#scope.reference(token.text)
    if (known === 'unknown') {
      throw new ExpressionMistake(token.at, { says: 'unknownReference', what: token.text }, 'reference')
    }
    if (known === 'group')
      throw new ExpressionMistake(token.at, { says: 'groupReference', what: token.text }, 'reference')
    return this.#made({ op: 'reference', name: token.text })
  }

  #column(token: Token): Expression {
    if (!this.#scope.column) throw new ExpressionMistake(token.at, { says: 'bareWord', what: token.text })
    if (!this.#scope.column(token.text)) {
      throw new ExpressionMistake(token.at, { says: 'unknownColumn', what: token.text }, 'reference')
    }
    return this.#made({ op: 'column', name: token.text })
  }

  #call(name: Token): Expression {
    const isWhole = this.#next === 1
    this.#expect('(')
    if (name.text === 'position') return this.#position(name)
    const shape = functionShapes.get(name.text)
    if (!shape) throw new ExpressionMistake(name.at, { says: 'unknownFunction', what: `${name.text}()` })
    const args: Expression[] = []
    while (!this.#isSign(')')) {
      if (args.length > 0) this.#expect(',')
      args.push(this.#level(0))
    }
    this.#next++
    if (args.length < shape.min || args.length > shape.max) {
      const count =
        shape.min === shape.max ? `${shape.min}` : `${shape.min}–${shape.max === Infinity ? '∞' : shape.max}`
      throw new ExpressionMistake(name.at, { says: 'argumentCount', what: name.text, more: count })
    }
    if (shape.name === 'once' && !(this.#scope.once && isWhole && this.#peek().is === 'end')) {
      throw new ExpressionMistake(name.at, { says: 'onceOnTop', what: 'once' })
    }
    if (shape.takes === 'nodes' && args[0]?.op !== 'reference') {
      throw new ExpressionMistake(name.at, { says: 'nodesetArgument', what: shape.name })
    }
    return shape.name === 'regex' ? this.#regex(name, args) : this.#made({ op: 'call', name: shape.name, args })
  }

  #position(name: Token): Expression {
    this.#expect('..')
    this.#expect(')')
    if (!this.#scope.repeat) throw new ExpressionMistake(name.at, { says: 'outsideRepeat', what: 'position(..)' })
    return this.#made({ op: 'position' })
  }

  #regex(name: Token, args: readonly Expression[]): Expression {
    const [subject, pattern] = args
    if (!subject || pattern?.op !== 'literal' || typeof pattern.value !== 'string') {
      throw new ExpressionMistake(name.at, { says: 'regexLiteral', what: 'regex()' })
    }
    const regex = compileRegex(pattern.value)
    if (regex.ok) return this.#made({ op: 'regex', subject, regex: regex.value })
    const says = ({ syntax: 'regexSyntax', unsupported: 'regexUnsupported', 'too-large': 'regexTooLarge' } as const)[
      regex.error
    ]
    throw new ExpressionMistake(name.at, { says, what: pattern.value })
  }
}
