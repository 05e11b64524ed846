// Long lists for one statement at a time: SQLite takes 32,766 parameters, other engines fewer or more.

const ROWS = 500

export const inChunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / ROWS) }, (_, at) => all.slice(at * ROWS, (at + 1) * ROWS))

/** The answers to each part, one after the other. */
export const chunked = async <T, Row>(
  all: readonly T[],
  ask: (chunk: readonly T[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (const chunk of inChunks(all)) rows.push(...(await ask(chunk)))
  return rows
}
