// Which sheet this desk's printer takes for documents: a fact of the device, remembered in clear; it says nothing of
// anyone.
export const sheetFormats = ['a4', 'a5'] as const
export type SheetFormat = (typeof sheetFormats)[number]

const key = 'morchid.sheet'

export const sheetFormat = (): SheetFormat => {
  try {
    return sheetFormats.find((one) => one === localStorage.getItem(key)) ?? 'a4'
  } catch {
    return 'a4'
  }
}

export const rememberSheetFormat = (format: SheetFormat): void => {
  try {
    localStorage.setItem(key, format)
  } catch {
    // Storage refused: the choice lasts as long as the page.
  }
}
