// Which paper this desk's printer takes: a fact of the device, remembered in clear; it says nothing of anyone.
export const paperFormats = ['roll-58', 'roll-80', 'a5'] as const
export type PaperFormat = (typeof paperFormats)[number]

const key = 'morchid.paper'
const usual: PaperFormat = 'roll-80'

export const paperFormat = (): PaperFormat => {
  try {
    const kept = localStorage.getItem(key)
    return paperFormats.find((one) => one === kept) ?? usual
  } catch {
    return usual
  }
}

export const rememberPaperFormat = (format: PaperFormat): void => {
  try {
    localStorage.setItem(key, format)
  } catch {
    // Storage refused: the choice lasts as long as the page.
  }
}
