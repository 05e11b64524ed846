// The one table of single facts, in a map: for tests of what is decided with it. It promises nothing about durability.
import type { Database } from '../../storage/database.ts'

export const fakeMeta = (): Database => {
  const rows = new Map<string, { key: string; value: unknown }>()
  const startingWith = (prefix: string) => [...rows.values()].filter((row) => row.key.startsWith(prefix))
  const meta = {
    get: async (key: string) => rows.get(key),
    put: async (row: { key: string; value: unknown }) => void rows.set(row.key, row),
    bulkDelete: async (keys: readonly string[]) => keys.forEach((key) => rows.delete(key)),
    where: () => ({
      startsWith: (prefix: string) => ({
        toArray: async () => startingWith(prefix),
        primaryKeys: async () => startingWith(prefix).map((row) => row.key),
      }),
    }),
  }
  return { meta } as unknown as Database
}
