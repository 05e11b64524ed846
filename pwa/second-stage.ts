// Which files of the build a device can do without at first: the worker fetches them once the desk can work without a
// link. By name, because the worker knows nothing but names; `sizes` counts with the same rule.

/** Rooms where a good link is usual, and the board, which is of no use without one. */
export const isOfOffice = (url: string): boolean =>
  /^assets\/(?:(?:words-)?(?:clerk|supervisor)-|y-websocket-)/.test(url)

/** A progress, not a need: until then, the device's own letters. */
export const isFont = (url: string): boolean => url.endsWith('.woff2')
