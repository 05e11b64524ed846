// How much of a paper goes in one request. Small enough that a packet never waits long behind it and that a proxy which
// keeps a whole request before passing it on costs little at a cut; large enough that headers and round trips do not count.
export const firstChunk: number = 32 * 1024
const leastChunk = 8 * 1024
const mostChunk = 256 * 1024

/** Each request costs a round trip and half a kilobyte of headers: on 2G that is a tenth of the shorter of these. */
const shortMs = 8_000
const longMs = 25_000

/** `took` is null when the request was cut. */
export const nextChunk = (chunk: number, took: number | null): number => {
  if (took === null || took > longMs) return Math.max(leastChunk, Math.floor(chunk / 2))
  return took < shortMs ? Math.min(mostChunk, chunk * 2) : chunk
}
