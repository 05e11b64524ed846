// Which paper this desk's printer takes: a fact of the device, remembered in clear; it says nothing of anyone.
export type PaperFormat = 'roll' | 'a5'

const key = 'morchid.paper'

export const paperFormat = (): PaperFormat => {
  try {
    return localStorage.getItem(key) === 'a5' ? 'a5' : 'roll'
  } catch {
    return 'roll'
  }
}

export const rememberPaperFormat = (format: PaperFormat): void => {
  try {
    localStorage.setItem(key, format)
  } catch {
    // Storage refused: the choice lasts as long as the page.
  }
}
