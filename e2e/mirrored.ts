// Whether the last row that a page's device has written stands in the mirror's files.
import type { Page } from 'playwright-core'

interface Buckets {
  readonly storageBuckets: { open(name: string): Promise<{ readonly indexedDB: IDBFactory }> }
}

export const isMirrored = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const moved = localStorage.getItem('morchid.home')
    const { storageBuckets } = navigator as unknown as Buckets
    const home = moved === null ? indexedDB : (await storageBuckets.open(moved)).indexedDB
    const opening = home.open('morchid')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    const asked = opening.result.transaction('rows').objectStore('rows').openCursor(null, 'prev')
    await new Promise((resolve) => asked.addEventListener('success', resolve))
    opening.result.close()
    if (!asked.result) return false
    const { sealed } = asked.result.value as { sealed: Uint8Array }
    const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    const folder = await navigator.storage.getDirectory()
    for (const name of ['mirror-0', 'mirror-1']) {
      const file = await (await folder.getFileHandle(name)).getFile()
      if (text(new Uint8Array(await file.arrayBuffer())).includes(text(sealed))) return true
    }
    return false
  })
