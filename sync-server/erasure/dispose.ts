// What the term of a procedure, or people, have decided of dossiers is done: the server says so in each, by one act, and
// the transaction that takes it in empties it. It decides nothing: retention.ts does, from the acts and the pack.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { KeepingCase } from '../../shared/access/directory.ts'
import type { Act } from '../../shared/dossier/act.ts'
import { keepingCaseOf } from '../../shared/dossier/keeping-case.ts'
import { retentionOf, type Retention } from '../../shared/dossier/retention.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import { whatRemains } from '../../shared/dossier/what-remains.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { whoHasSomething } from '../../shared/sync/erased-dossier.ts'
import { erasedAct } from '../../shared/sync/server-acts.ts'
import { sayInDossier, type SpeakingPorts } from '../../shared/sync/server-says.ts'
import { lookAtRetainedOn, retainedOn, takeUpRetained } from '../store/retained.ts'
import { noteKeeping } from '../store/keeping.ts'
import type { Tables } from '../store/schema.ts'

export interface DisposalWorld {
  readonly db: Kysely<Tables>
  readonly ports: SpeakingPorts
  packOf(ref: string): ProcedurePack | null
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** The server is being stopped. */
  readonly closing?: AbortSignal
}

/** In one round: the rest waits for the next hour, so that nobody at a desk waits behind it. */
const MOST = 500
/** What counts nothing down is looked at again when an act moves it, and now and then all the same. */
const MONTH = 30

/** One transaction for each dossier that is due; how many were erased. */
export const disposeDue = async (world: DisposalWorld, most = MOST): Promise<number> => {
  const { db, ports, log } = world
  const today = ports.now().slice(0, 10)
  let erased = 0
  for (const dossier of await retainedOn(db, today, most)) {
    await othersFirst(null, { signal: world.closing })
    await takeUpRetained(db, dossier, daysAfter(today, 1))
    let next = daysAfter(today, MONTH)
    let waits: KeepingCase | null = null
    const spoke = await sayInDossier(ports, dossier, (acts, now) => {
      const day = now.slice(0, 10)
      const { retention, keeping, act } = disposalOf(acts, dossier, world.packOf, now)
      waits = keeping
      if (retention?.type === 'waits') next = retention.on
      if (retention?.type === 'asks' || retention?.type === 'held') next = daysAfter(day, 1)
      return act
    })
    if (spoke) erased++
    else {
      await noteKeeping(db, dossier, waits)
      await lookAtRetainedOn(db, dossier, next)
    }
  }
  if (erased > 0) log.info({ dossiers: erased }, 'erased: their time was over, or people decided so')
  return erased
}

/** `retention` null: its procedure is not known here, so nobody can say how long it is kept. */
export const disposalOf = (
  acts: readonly Act[],
  dossier: string,
  packOf: DisposalWorld['packOf'],
  now: string,
): { readonly retention: Retention | null; readonly keeping: KeepingCase | null; readonly act: Act | null } => {
  const pack = packOf(statusOf(acts, null).procedure ?? '')
  if (!pack) return { retention: null, keeping: null, act: null }
  const { records, service, workflow } = pack
  const status = statusOf(acts, workflow)
  const retention = retentionOf({ status, records, produces: service.produces, today: now.slice(0, 10) })
  if (retention.type !== 'due') return { retention, keeping: keepingCaseOf(dossier, status, retention), act: null }
  const readers = whoHasSomething(acts)
  const unit = status.office ?? readers[0] ?? 'commune'
  const payload = whatRemains(status, records, retention, readers)
  return { retention, keeping: null, act: erasedAct(acts, { dossier, unit, payload }, now) }
}

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
