// Which photographs and sounds a dossier names: those are wanted, on a device and at the server, and nothing else is kept
// for it. Pure; it never says whether the bytes are anywhere.
import type { Act } from './act.ts'
import { byPage, type Paper } from './paper.ts'
import { payloadOf } from './payload.ts'

export interface Naming {
  readonly acts: readonly Pick<Act, 'kind' | 'payload'>[]
  /** Of the draft; what a filed dossier has of it stands in its acts. */
  readonly attachments?: readonly Paper[]
}

/** Pages in the order of their papers; each once, however often it is named. */
export const papersNamed = ({ acts, attachments = [] }: Naming): readonly Paper[] => {
  const named = [
    ...attachments,
    ...acts.flatMap(
      (act) => payloadOf(act, 'submitted')?.attachments ?? payloadOf(act, 'piece-supplied')?.papers ?? [],
    ),
  ]
  return [...new Map(named.map((paper) => [`${paper.piece}|${paper.hash}`, paper])).values()].sort(byPage)
}

/** Hashes of every page, of its small picture, and of the recorded yes of each mandate. */
export const blobsOf = (naming: Naming): ReadonlySet<string> =>
  new Set([
    ...papersNamed(naming).flatMap(({ hash, thumb }) => (thumb === undefined ? [hash] : [hash, thumb])),
    ...naming.acts.flatMap((act) => payloadOf(act, 'mandate-given')?.voice?.hash ?? []),
  ])
