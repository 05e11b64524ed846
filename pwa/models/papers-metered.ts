// Whether the bytes of this link are counted, as far as the browser knows, and whether somebody said that they may be
// spent on papers. Packets go whatever this says: they are small, and nothing is received without them.
interface NetworkInformation extends EventTarget {
  readonly saveData?: boolean
  readonly type?: string
}

const storageKey = 'morchid.papers-metered'

const connection = (): NetworkInformation | undefined =>
  (navigator as Navigator & { readonly connection?: NetworkInformation }).connection

export const isMetered = (): boolean => connection()?.saveData === true || connection()?.type === 'cellular'

export const whenMeteringChanges = (changed: () => void): void => connection()?.addEventListener('change', changed)

export const maySpend = (): boolean => {
  try {
    return localStorage.getItem(storageKey) === 'send'
  } catch {
    return false
  }
}

export const rememberSpending = (): void => {
  try {
    localStorage.setItem(storageKey, 'send')
  } catch {
    // Asked again at the next start.
  }
}
