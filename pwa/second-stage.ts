// Which files of the build a device can do without at first, by what wants them. By name, because the worker knows
// nothing but names; `sizes` counts with the same rules, and fails when a file that comes first needs one that comes
// later.

/** Rooms of the office and what only they use, the live board included: for devices where somebody works there. */
export const isOfOffice = (url: string): boolean =>
  /^assets\/(?:(?:words-)?(?:clerk|supervisor|retention|papers(?!-seat|-post))-|(?:paper|document|lists|registers)-screen-|(?:csv|ods)-|y(?:js|-websocket)-)/.test(
    url,
  )

/** Seldom opened, never in front of a first citizen: studio, practice, the words passphrases are drawn from. */
export const isRare = (url: string): boolean =>
  /^assets\/(?:words-(?:studio|practice)-|studio-room-|hear-take-|voices-screen-|practice-(?:band|door|plant|sitting)-|blobs-|tus-|papers-(?:seat|post)-|(?:(?:words|desk|office)-)?photos-(?!door)|clear-photo-|offline-mark-|take-here-|words-take-paper-|page-worker-|pdf-worker-|(?:draw|french|arabic)-)/.test(
    url,
  )

/** A progress, not a need: until then, the device's own letters. */
export const isFont = (url: string): boolean => url.endsWith('.woff2')
