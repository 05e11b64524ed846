// What a device's database has of dossiers, read beside the app: how many rows of which, whatever they are sealed with.
import type { Page } from 'playwright-core'

interface Row {
  readonly dossier: string
}

/** Every row of a table; the tables of this app are in the only database of its origin. */
export const tableOf = (page: Page, table: string): Promise<readonly Row[]> =>
  page.evaluate(async (name) => {
    const [named] = await indexedDB.databases()
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(named?.name ?? '')
      opening.addEventListener('success', () => resolve(opening.result))
      opening.addEventListener('error', () => reject(opening.error))
    })
    const found = await new Promise<readonly { readonly dossier: string }[]>((resolve, reject) => {
      const asked = database.transaction(name).objectStore(name).getAll()
      asked.addEventListener('success', () => resolve(asked.result))
      asked.addEventListener('error', () => reject(asked.error))
    })
    database.close()
    return found.map(({ dossier }) => ({ dossier }))
  }, table)

export const dossiersWithRows = async (page: Page): Promise<readonly string[]> => [
  ...new Set((await tableOf(page, 'rows')).map(({ dossier }) => dossier)),
]
