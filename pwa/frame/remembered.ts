// Yes-or-no things the frame remembers of this browser, outside the database: nothing personal, nothing it cannot lose.
type Mark = 'visited' | 'demonstration' | 'persist-notice-closed'

const keyOf = (mark: Mark): string => `morchid.${mark}`

export function remember(mark: Mark, yes: boolean): void {
  try {
    if (yes) localStorage.setItem(keyOf(mark), '1')
    else localStorage.removeItem(keyOf(mark))
  } catch {
    // Storage refused: asked or said again next time.
  }
}

/** `otherwise` is the answer when the browser refuses storage. */
export function isRemembered(mark: Mark, otherwise = false): boolean {
  try {
    return localStorage.getItem(keyOf(mark)) !== null
  } catch {
    return otherwise
  }
}
