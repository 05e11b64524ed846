// Where the server speaks without being asked by a device: one dossier, one transaction, through the same ledger as
// everything that comes in. It never writes into a dossier that it has not just read.
import type { Act } from '../dossier/act.ts'
import { createExamined, untilExamined } from './examined.ts'
import { judgeEntry } from './judge.ts'
import { openLedger, type Ledger } from './ledger.ts'
import type { ServerPorts } from './server-ports.ts'

export type SpeakingPorts = Pick<ServerPorts, 'transaction' | 'examine' | 'now' | 'packs'>

/** `find` is given the dossier's acts and the time; false when it found nothing to say. */
export const sayInDossier = (
  ports: SpeakingPorts,
  dossier: string,
  find: (acts: readonly Act[], now: string) => Act | null,
): Promise<boolean> => withLedger(ports, (ledger, now) => ledger.say(dossier, (acts) => find(acts, now)))

/** A number for each paper of the dossier that has none yet, whatever might still come back (rule 13). */
export const numberDossier = (ports: SpeakingPorts, dossier: string): Promise<boolean> =>
  withLedger(ports, (ledger) => ledger.number(dossier))

const withLedger = async (
  ports: SpeakingPorts,
  work: (ledger: Ledger, now: string) => Promise<boolean>,
): Promise<boolean> => {
  const examined = createExamined(ports.examine)
  // Nobody's device: what waits in the dossier is looked at again, and its updates with it.
  return untilExamined(examined, '', () =>
    ports.transaction(async (tx) => {
      const now = ports.now()
      const ledger = await openLedger(tx, { now, packs: ports.packs().packs, judge: judgeEntry, examined }, [])
      const spoke = await work(ledger, now)
      if (spoke) await ledger.close()
      return spoke
    }),
  )
}
