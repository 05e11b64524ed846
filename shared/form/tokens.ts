// Cuts an expression's text into words, and says where a mistake in it stands.
import type { Mistake } from './mistakes.ts'

export interface ExpressionError {
  readonly code: 'expression' | 'reference'
  readonly mistake: Mistake
  /** Offset in the source, in UTF-16 units. */
  readonly at: number
}

export interface Token {
  readonly is: 'number' | 'text' | 'reference' | 'word' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

/** Thrown and caught inside the parser only. */
export class ExpressionMistake extends Error {
  readonly error: ExpressionError
  constructor(at: number, mistake: Mistake, code: ExpressionError['code'] = 'expression') {
    super(code)
    this.error = { code, mistake, at }
  }
}

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d*)?|\.\d+)|(?<text>"[^"]*"|'[^']*')|\$\{\s*(?<reference>[^{}\s]+)\s*\}|(?<word>[\p{L}_][\p{L}\p{N}_-]*(?:[.:][\p{L}\p{N}_-]+)*)|(?<sign><=|>=|!=|\.\.|[-=<>+*(),.]))/uy

/** Ends with a token `end`; throws ExpressionMistake at a character that starts no word. */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = []
  const end = source.trimEnd().length
  TOKEN.lastIndex = 0
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(source)
    if (!match?.groups) throw new ExpressionMistake(at, { says: 'unexpected', what: source.slice(at, at + 12).trim() })
    const [is, text] = Object.entries(match.groups).find(([, value]) => value !== undefined) ?? ['sign', '']
    found.push({ is: is as Token['is'], text, at: TOKEN.lastIndex - text.length })
  }
  found.push({ is: 'end', text: '', at: end })
  return found
}
