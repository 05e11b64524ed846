// Is this a browser that keeps what is written? A private window forgets it, and a day of a commune's work with it.
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'

const mark = 'morchid.check'

/** The error is a technical sentence for the person who sets the device up; it stands beside a translated one. */
export const lastingStorage = async (): Promise<Result<void, string>> => {
  if (!('indexedDB' in globalThis)) return err('no IndexedDB')
  if (!globalThis.isSecureContext || !crypto.subtle) return err('not a secure page: https or localhost only')
  try {
    localStorage.setItem(mark, '1')
    localStorage.removeItem(mark)
  } catch {
    return err('localStorage refused')
  }
  try {
    // Firefox and Safari refuse it in private windows, where the rest seems to work.
    await navigator.storage.getDirectory()
  } catch {
    return err('private window: nothing would be kept')
  }
  return ok(undefined)
}
