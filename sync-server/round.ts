// What is done each hour, one thing after the other: what time has brought about is written down, what nobody wants goes.
// On a full disk nothing is done.
import { canonicalBytes, sha256Url } from '../shared/dossier/canonical.ts'
import type { ServerPorts } from '../shared/sync/server-ports.ts'
import type { AppDeps } from './app.ts'
import { collectBlobs } from './blobs/collect.ts'
import { settleStrays } from './blobs/strays.ts'
import { disposeDue } from './erasure/dispose.ts'
import { finishErasures } from './erasure/finish.ts'
import { numberLatePapers } from './late-numbers.ts'
import { answerSilence } from './silence.ts'
import { dropOldBrakes } from './store/brakes.ts'
import { readFact, writeFact } from './store/meta.ts'

const ROUNDS_A_DAY = 24

/** Whether this round is the day's long one; asked once a round. */
export type DailyTurn = () => boolean

/** The first one, then each 24th. */
export const roundsInTurn = (): DailyTurn => {
  let rounds = 0
  return () => rounds++ % ROUNDS_A_DAY === 0
}

/** `tell`: a commune that is opened for its round alone writes to people then. */
export const createRound = (
  deps: AppDeps,
  ports: ServerPorts,
  isDaily: DailyTurn = roundsInTurn(),
  tell: ((closing: AbortSignal) => Promise<void>) | null = null,
): ((closing: AbortSignal) => Promise<void>) => {
  const { db, storage, packs, now } = deps
  return async (closing) => {
    if ((await storage.look()) === 'full') return
    // A last day moves with the days off and with the pack: then all are looked at, else those whose day has come.
    const by = sha256Url(canonicalBytes({ calendar: deps.calendar(), packs: packs.version }))
    const every = by !== (await readFact(db, 'deadlines-by'))
    await answerSilence({ ...deps, ports, packOf: packs.packOf, closing }, { every })
    if (every) await writeFact(db, 'deadlines-by', by)
    await numberLatePapers(db, ports, closing)
    await tell?.(closing)
    await disposeDue({ ...deps, ports, packOf: packs.packOf, closing })
    await finishErasures({ ...deps, codec: ports.codec, closing })
    await collectBlobs(deps)
    await dropOldBrakes(db, now().getTime())
    if (isDaily()) await settleStrays(deps)
  }
}
