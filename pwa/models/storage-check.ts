// Is this a browser that keeps what is written? A private window forgets it, and a day of a commune's work with it. Firefox
// and Safari refuse such windows their files; Chromium pretends, but holds them in memory, where no file grows to two
// gigabytes: on a disk it does, or is refused. A window that hides better than that is not found (docs/adr/0017).
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { MirrorDisk } from '../storage/mirror-disk.ts'
import { currentMirror } from './damage.ts'

const mark = 'morchid.check'
/** One more than a file in memory can have; on a disk nothing is written for it. */
const moreThanMemory = 2 ** 31

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
    // A browser that never had one is no private window: it works, and tells that it has no second copy.
    if (typeof navigator.storage?.getDirectory === 'function') await navigator.storage.getDirectory()
  } catch {
    return err('private window: nothing would be kept')
  }
  return (await isInMemory(currentMirror())) ? err('private window: nothing would be kept') : ok(undefined)
}

/** False also where it cannot be known: nobody is kept from working by a doubt. */
const isInMemory = async (disk: Pick<MirrorDisk, 'room'> | null): Promise<boolean> =>
  (await disk?.room(moreThanMemory).catch(() => null)) === 'memory'
