// A drawn mark as SVG path data, small enough for an act. Pure: points in, text out.

/** The pad's own units, whatever its size on screen. */
export const markWidth = 600
export const markHeight = 240
/** The most an act takes, in characters (all ASCII, so bytes). */
export const maxMarkBytes = 8192

export type Point = readonly [x: number, y: number]
export type Stroke = readonly Point[]

/** Strokes → path data with relative whole-number steps, or null when nothing was drawn. Never over `maxMarkBytes`. */
export function markPath(strokes: readonly Stroke[]): string | null {
  const drawn = strokes.filter((stroke) => stroke.length > 0)
  if (drawn.length === 0) return null
  // Coarser until it fits: a scribble keeps its shape, never its every pixel.
  for (let step = 2; ; step *= 1.6) {
    const path = drawn.map((stroke) => strokePath(thin(stroke, step))).join('')
    if (path.length <= maxMarkBytes) return path
    if (step > markWidth) return path.slice(0, path.lastIndexOf('M', maxMarkBytes))
  }
}

function strokePath(stroke: Stroke): string {
  const [first, ...rest] = stroke.map(([x, y]): Point => [Math.round(x), Math.round(y)])
  if (first === undefined) return ''
  let [x, y] = first
  let path = `M${x} ${y}`
  // A dot is a line of no length, visible with round caps.
  if (rest.length === 0) return `${path}l0 0`
  for (const [nextX, nextY] of rest) {
    path += `l${nextX - x} ${nextY - y}`
    x = nextX
    y = nextY
  }
  return path
}

/** Drops points nearer than `step` units to the last one kept; keeps both ends. */
function thin(stroke: Stroke, step: number): Stroke {
  const kept: Point[] = []
  for (const [index, point] of stroke.entries()) {
    const last = kept.at(-1)
    const isEnd = index === stroke.length - 1
    if (last === undefined || isEnd || Math.hypot(point[0] - last[0], point[1] - last[1]) >= step) kept.push(point)
  }
  return kept
}
