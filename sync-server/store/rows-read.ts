// Rows that one transaction asks for again and again, read once. Whoever writes one of them says so here: nobody else can
// change them meanwhile.

export interface RowsRead<T> {
  of(id: string): Promise<T>
  is(id: string, row: T): void
  /** One of them was written, or any of them may have been. */
  forget(id?: string): void
}

export const readOnce = <T>(read: (id: string) => Promise<T>): RowsRead<T> => {
  const rows = new Map<string, T>()
  return {
    of: async (id) => {
      const known = rows.get(id)
      if (known !== undefined) return known
      const row = await read(id)
      rows.set(id, row)
      return row
    },
    is: (id, row) => void rows.set(id, row),
    forget: (id) => void (id === undefined ? rows.clear() : rows.delete(id)),
  }
}
