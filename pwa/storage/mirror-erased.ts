// The mirror is written behind: a browser that is killed right after a dossier was erased leaves it in there. What the
// database knows to be erased was never lost, and must not come back from its copy. Pure.
import type { Kept } from './mirror-log.ts'

/** Facts of a dossier, by how their keys begin (erased.ts). */
const factNames: ReadonlySet<string> = new Set(['request', 'receipt', 'seal', 'printed', 'asleep', 'supply'])

export const withoutErased = (kept: Kept, erased: ReadonlySet<string>): Kept => {
  if (erased.size === 0) return kept
  const isOfErased = (key: string): boolean => {
    const [name = '', dossier = ''] = key.split(':')
    return factNames.has(name) && erased.has(dossier)
  }
  return {
    ...kept,
    rows: new Map([...kept.rows].filter(([, { dossier }]) => !erased.has(dossier))),
    blobs: new Map([...kept.blobs].filter(([, { hash }]) => !erased.has(hash.split('/')[0] ?? ''))),
    meta: new Map([...kept.meta].filter(([key]) => !isOfErased(key))),
  }
}
