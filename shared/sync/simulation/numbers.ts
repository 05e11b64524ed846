// What official numbers promise (rule 13), looked for in a server's log: one for each paper, none twice, no gap in what
// one life of the server gave.
import { payloadOf } from '../../dossier/payload.ts'
import type { Act } from '../../dossier/act.ts'
import { parseNumber, seriesOf, type OfficialNumber } from '../../register/number.ts'
import { readAct } from './read-act.ts'
import type { FakeServerDisk } from './server-disk.ts'

/** `isWhole`: everything came to rest. `isOneLine`: no file was put back in silence, and no second server ran. */
export const findNumberFaults = (
  { log }: FakeServerDisk,
  life: number,
  { isWhole, isOneLine }: { readonly isWhole: boolean; readonly isOneLine: boolean },
): readonly string[] => {
  const acts = [...log.values()].flatMap((row) => {
    const act = row.kind === 'act' && row.held === null ? readAct(row.bytes) : null
    return act ? [act] : []
  })
  const numbers = [...acts.flatMap((act) => payloadOf(act, 'numbered') ?? []), ...numbersOfErased(acts)]
  const found: string[] = []
  if (isWhole)
    for (const { id } of acts.filter(({ kind }) => kind === 'issued')) {
      const given = numbers.filter(({ issued }) => issued === id).length
      if (given === 0 || (given > 1 && isOneLine)) found.push(`a paper has ${given} numbers`)
    }
  if (!isOneLine) return found
  const registers = Map.groupBy(numbers, ({ office, year, series }) => `${office} ${year} ${series}`)
  for (const [register, given] of registers) {
    const all = given.map(({ n }) => n)
    if (new Set(all).size < all.length) found.push(`a number of ${register} was given twice`)
    // Of former lives a restore may have lost some for good.
    if (given[0]?.series === seriesOf(life) && Math.max(...all) !== new Set(all).size)
      found.push(`a number of ${register} is missing`)
  }
  return found
}

/** The register's lines outlive their dossier (rule 15). Two lives of the server may both have said so: once is enough. */
const numbersOfErased = (acts: readonly Act[]) => {
  const lines = new Map<string, OfficialNumber & { readonly office: string; readonly issued: string }>()
  for (const act of acts)
    for (const { number, office } of payloadOf(act, 'erased')?.papers ?? []) {
      const parsed = number === null ? null : parseNumber(number)
      if (parsed) lines.set(`${act.dossier} ${office} ${number}`, { ...parsed, office, issued: '' })
    }
  return lines.values()
}
