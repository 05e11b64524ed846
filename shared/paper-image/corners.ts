// The four corners of a paper in a picture, and the paper laid flat: each pixel of the page is looked up where the
// photograph has it. Pure arithmetic on arrays; who finds the corners is somebody else's business.
import type { Look } from './look.ts'
import type { Size } from './page-size.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
/** Clockwise from the start of the first line. */
export type Corners = readonly [Point, Point, Point, Point]

/** RGBA, as a canvas gives it. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray
}

/** Sine of the sharpest corner a paper has when somebody leans over it. */
const leastSine = 0.5

/** How much of the picture the paper fills, from 0 to 1. */
export const shareOf = (corners: Corners, { width, height }: Size): number => Math.abs(area(corners)) / (width * height)

/**
 * Whether these four can be a sheet of paper seen by a person: convex, no needle, inside the picture, and at least this
 * share of it: what is smaller is a label, a portrait on a card, a tile of the floor.
 */
export const isPaper = (corners: Corners, of: Size, leastShare: number): boolean => {
  const reach = 0.02 * Math.max(of.width, of.height)
  const isInside = corners.every(
    ({ x, y }) => x >= -reach && y >= -reach && x <= of.width + reach && y <= of.height + reach,
  )
  if (!isInside || shareOf(corners, of) < leastShare) return false
  const sines = corners.map((corner, at) => sineAt(at3(corners, at - 1), corner, at3(corners, at + 1)))
  return sines.every((sine) => sine >= leastSine) || sines.every((sine) => sine <= -leastSine)
}

/** How large the paper is when laid flat: its longer sides, so that nothing is lost. */
export const flatSize = ([a, b, c, d]: Corners): Size => ({
  width: Math.max(1, Math.round(Math.max(distance(a, b), distance(d, c)))),
  height: Math.max(1, Math.round(Math.max(distance(a, d), distance(b, c)))),
})

export const wholeOf = ({ width, height }: Size): Corners => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
]

/** The same corners in a picture of another size. */
export const scaled = (corners: Corners, by: number): Corners => {
  const [a, b, c, d] = corners
  const at = ({ x, y }: Point): Point => ({ x: x * by, y: y * by })
  return [at(a), at(b), at(c), at(d)]
}

/** A quarter turn to the right: the page begins where it ended on its left. */
export const turned = (corners: Corners, quarters: number): Corners => {
  const from = (((-quarters % 4) + 4) % 4) as 0 | 1 | 2 | 3
  return [at3(corners, from), at3(corners, from + 1), at3(corners, from + 2), at3(corners, from + 3)]
}

/** Lays the paper flat into `out`, whose data is written over. */
export const layFlat = (picture: Pixels, corners: Corners, look: Look, out: Pixels): void => {
  const place = projection(corners)
  const { data: from, width, height } = picture
  const to = out.data
  const lastX = width - 1
  const lastY = height - 1
  let at = 0
  for (let row = 0; row < out.height; row++) {
    const v = (row + 0.5) / out.height
    for (let column = 0; column < out.width; column++, at += 4) {
      const u = (column + 0.5) / out.width
      const depth = place.g * u + place.h * v + 1
      const x = clamp((place.a * u + place.b * v + place.c) / depth - 0.5, lastX)
      const y = clamp((place.d * u + place.e * v + place.f) / depth - 0.5, lastY)
      const left = x | 0
      const top = y | 0
      const one = (top * width + left) * 4
      const right = left < lastX ? 4 : 0
      const below = top < lastY ? width * 4 : 0
      const fx = x - left
      const fy = y - top
      const nw = (1 - fx) * (1 - fy)
      const ne = fx * (1 - fy)
      const sw = (1 - fx) * fy
      const se = fx * fy
      const channel = (c: number): number =>
        (from[one + c] ?? 0) * nw +
        (from[one + right + c] ?? 0) * ne +
        (from[one + below + c] ?? 0) * sw +
        (from[one + right + below + c] ?? 0) * se
      if (look === 'grey') {
        const grey = 0.299 * channel(0) + 0.587 * channel(1) + 0.114 * channel(2)
        to[at] = grey
        to[at + 1] = grey
        to[at + 2] = grey
      } else {
        to[at] = channel(0)
        to[at + 1] = channel(1)
        to[at + 2] = channel(2)
      }
      to[at + 3] = 255
    }
  }
}

/** Where a place of the flat page, from 0 to 1 both ways, lies in the photograph. */
export const placeIn = (corners: Corners, u: number, v: number): Point => {
  const { a, b, c, d, e, f, g, h } = projection(corners)
  const depth = g * u + h * v + 1
  return { x: (a * u + b * v + c) / depth, y: (d * u + e * v + f) / depth }
}

/** The projective map from the unit square onto four points; two lines that meet far away are what perspective is. */
const projection = ([p0, p1, p2, p3]: Corners) => {
  const sx = p0.x - p1.x + p2.x - p3.x
  const sy = p0.y - p1.y + p2.y - p3.y
  const dx1 = p1.x - p2.x
  const dy1 = p1.y - p2.y
  const dx2 = p3.x - p2.x
  const dy2 = p3.y - p2.y
  const den = dx1 * dy2 - dx2 * dy1
  const g = den === 0 ? 0 : (sx * dy2 - dx2 * sy) / den
  const h = den === 0 ? 0 : (dx1 * sy - sx * dy1) / den
  return {
    a: p1.x - p0.x + g * p1.x,
    b: p3.x - p0.x + h * p3.x,
    c: p0.x,
    d: p1.y - p0.y + g * p1.y,
    e: p3.y - p0.y + h * p3.y,
    f: p0.y,
    g,
    h,
  }
}

const clamp = (value: number, most: number): number => (value < 0 ? 0 : value > most ? most : value)
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
const at3 = (corners: Corners, at: number): Point => {
  const [a, b, c, d] = corners
  return [a, b, c, d][((at % 4) + 4) % 4] ?? a
}

const area = ([a, b, c, d]: Corners): number =>
  (a.x * b.y - b.x * a.y + (b.x * c.y - c.x * b.y) + (c.x * d.y - d.x * c.y) + (d.x * a.y - a.x * d.y)) / 2

const sineAt = (before: Point, corner: Point, after: Point): number => {
  const ax = before.x - corner.x
  const ay = before.y - corner.y
  const bx = after.x - corner.x
  const by = after.y - corner.y
  const long = Math.hypot(ax, ay) * Math.hypot(bx, by)
  return long === 0 ? 0 : (bx * ay - by * ax) / long
}
