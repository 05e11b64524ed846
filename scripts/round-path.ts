// Rounds the numbers of an SVG path. Relative commands are corrected by what the rounding moved before them, so that a
// long outline ends where it began; flags of arcs, which may stand against the next number, are left alone.

/** How many numbers each command takes, and which of them are flags or an angle. */
const takes: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 }
const NUMBER = /[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy
const FLAG = /[\s,]*([01])/y
const COMMAND = /[\s,]*([a-z])/iy

interface Point {
  x: number
  y: number
}

/** `d` of a path, valid SVG. Throws on what is not one. */
export function roundPath(d: string, decimals: number): string {
  let at = 0
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(d)
    if (found === null) return null
    at = pattern.lastIndex
    return found[1] ?? null
  }
  const round = (value: number): number => Number(value.toFixed(decimals))
  // A small radius that became 0 would be a straight line.
  const roundRadius = (value: number): number => round(value) || Number(value.toFixed(decimals + 1))
  const exact: Point = { x: 0, y: 0 }
  const drawn: Point = { x: 0, y: 0 }
  let start = { exact: { ...exact }, drawn: { ...drawn } }
  let written = ''
  let command = ''

  while (/\S/.test(d.slice(at))) {
    const letter = read(COMMAND)
    if (letter !== null) command = letter
    const kind = command.toLowerCase()
    const count = takes[kind]
    if (count === undefined || (letter === null && count === 0)) throw new Error(`not a path at ${at}: ${d}`)
    const numbers = Array.from({ length: count }, (_, i) => {
      const number = read(kind === 'a' && (i === 3 || i === 4) ? FLAG : NUMBER)
      if (number === null) throw new Error(`not a path at ${at}: ${d}`)
      return Number(number)
    })
    const isRelative = command === kind
    const base = isRelative ? { exact: { ...exact }, drawn: { ...drawn } } : null
    const move = (axis: 'x' | 'y', value: number): number => {
      const to = (base?.exact[axis] ?? 0) + value
      const rounded = round(to - (base?.drawn[axis] ?? 0))
      exact[axis] = to
      drawn[axis] = (base?.drawn[axis] ?? 0) + rounded
      return rounded
    }
    const parts = numbers.map((value, i) => {
      if (kind === 'h' || kind === 'v') return move(kind === 'h' ? 'x' : 'y', value)
      if (kind === 'a' && i < 5) return i < 2 ? roundRadius(value) : value
      return move((kind === 'a' ? i - 5 : i) % 2 === 0 ? 'x' : 'y', value)
    })
    if (kind === 'm' && letter !== null) start = { exact: { ...exact }, drawn: { ...drawn } }
    if (kind === 'z') {
      Object.assign(exact, start.exact)
      Object.assign(drawn, start.drawn)
    }
    written += letter ?? ''
    for (const [i, part] of parts.entries()) written = join(written, part, kind === 'a' && (i === 4 || i === 5))
    // What follows the first pair of a move are lines.
    if (kind === 'm') command = command === 'm' ? 'l' : 'L'
  }
  return written
}

/** With a space only where two numbers would run into each other. */
function join(before: string, value: number, afterFlag: boolean): string {
  const text = String(value).replace(/^(-?)0\./, '$1.')
  const last = /[\d.]+$/.exec(before)?.[0]
  const touches =
    last !== undefined && !afterFlag && !text.startsWith('-') && !(text.startsWith('.') && last.includes('.'))
  return `${before}${touches ? ' ' : ''}${text}`
}
