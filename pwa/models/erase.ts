// Empties this device for good: what was kept, what mirrors it, what the browser remembers, the app itself. Called only
// when nothing more can be sent. It may be killed at any moment: what was written last is gone first, and the order to go
// on stays in the database until there is nothing beside it. It must never leave a name, a key or a row behind.
import type { Database } from '../storage/database.ts'
import type { MetaKey } from '../storage/meta.ts'
import { whenFree } from '../storage/when-free.ts'
import { forgetMirror } from './damage.ts'
import { state } from './state.ts'

/** What the browser keeps for this origin beside the database. Each resolves when it is gone, and may be asked twice. */
export interface Places {
  /** The copies of the outbox, whatever holds them open. */
  files(): Promise<void>
  /** Marks and choices of the pages. */
  marks(): void
  /** Other databases; the worker, then the app that it kept. */
  app(): Promise<void>
}

const keptUntilLast: MetaKey = 'orders'

/** Resolves when the device is empty. Rejects when the browser refuses: it is tried again at the next start. */
export const emptyDevice = async (database: Database, places: Places): Promise<void> => {
  await database.transaction('rw', database.tables, async () => {
    const order = await database.meta.get(keptUntilLast)
    await Promise.all(database.tables.map((table) => table.clear()))
    if (order) await database.meta.put(order)
  })
  await places.files()
  places.marks()
  await database.delete({ disableAutoOpen: true })
  await places.app()
}

const browserPlaces: Places = {
  files: async () => {
    // First who holds them open.
    await forgetMirror()
    const root = await navigator.storage.getDirectory().catch(() => null)
    // Whoever held them has just ended.
    if (root) for await (const name of root.keys()) await whenFree(() => root.removeEntry(name, { recursive: true }))
  },
  marks: () => {
    localStorage.clear()
    sessionStorage.clear()
  },
  app: async () => {
    // An exercise may have one of its own.
    for (const { name } of await indexedDB.databases()) if (name !== undefined) indexedDB.deleteDatabase(name)
    // First the worker: it would keep again what a page asks it for.
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
    for (const worker of workers) await worker.unregister()
    for (const name of await caches.keys()) await caches.delete(name)
  },
}

/** Shows that it is empty once it is. */
export const emptyForGood = async (database: Database): Promise<void> => {
  const { told } = state
  await emptyDevice(database, browserPlaces)
  state.people.value = []
  if (told.value) told.value = { ...told.value, why: 'emptied', requests: 0, bytes: 0, stranded: 0 }
}
