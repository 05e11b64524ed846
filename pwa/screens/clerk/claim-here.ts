// Reserves a dossier from the queue, or lets it go again, without opening it on screen: C on its row. Written as an act,
// so it works without a network and others see it when it arrives.
import { openDossier } from '../../models/dossiers.ts'
import type { Summary } from '../../models/dossiers.ts'

/** `theirs`: a colleague has it, and taking it over is for the dossier's own screen. */
export type Claimed = 'claimed' | 'released' | 'theirs' | 'refused'

export const claimHere = async (summary: Summary, me: string): Promise<Claimed> => {
  if (summary.claimedBy !== null && summary.claimedBy !== me) return 'theirs'
  const dossier = await openDossier(summary.id)
  if (dossier === null) return 'refused'
  try {
    const isMine = summary.claimedBy === me
    const written = await dossier.write('claimed', isMine ? { release: true } : {})
    return written.ok ? (isMine ? 'released' : 'claimed') : 'refused'
  } finally {
    dossier.close()
  }
}
