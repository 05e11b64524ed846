// The pictures of the sprite as images of their own, once the app is kept on the device: an old machine draws an image in
// a quarter of the time it takes to bring a symbol in from a sprite, and there are sixteen of them in a clerk's queue.
import sprite from '../../icons/pictograms.svg?url'
import type { PictogramName } from './pictogram-names.ts'

/** For what draws a piece of one. */
export const pictogramHref = (name: PictogramName): string => `${sprite}#${name}`

const symbols = new Map<string, string>()
const urls = new Map<string, string>()

/** Null until the sprite was read: it is then drawn from the sprite itself. */
export const pictureUrl = (name: PictogramName): string | null => {
  const known = urls.get(name)
  if (known !== undefined) return known
  const body = symbols.get(name)
  if (body === undefined) return null
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">${body}</svg>`
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`
  urls.set(name, url)
  return url
}

/** Exported for its test. */
export const readSheet = (sheet: string): void => {
  for (const [, name = '', body = ''] of sheet.matchAll(/<symbol id="([^"]+)"[^>]*>(.*?)<\/symbol>/gs))
    symbols.set(name, body)
}

const readWhenKept = async (): Promise<void> => {
  // Before that it would cross the link a second time.
  await navigator.serviceWorker?.ready
  const answer = await fetch(sprite)
  if (answer.ok) readSheet(await answer.text())
}

// What failed is drawn from the sprite: nobody misses anything.
if (globalThis.navigator?.serviceWorker) readWhenKept().catch(() => undefined)
