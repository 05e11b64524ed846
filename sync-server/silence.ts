// Where the law takes silence for an answer and the time is over, the server writes that answer down, as an act that says
// so. It only says what the pack lets the system decide; a decision that was taken in time on a device nobody has heard
// from makes two, and people settle (SPEC rule 14).
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { deadlineOf } from '../shared/deadline/deadline.ts'
import type { Act } from '../shared/dossier/act.ts'
import { statusOf } from '../shared/dossier/status.ts'
import { transitionFor } from '../shared/procedure/machine.ts'
import type { ProcedurePack } from '../shared/procedure/pack.ts'
import { silentDecision } from '../shared/sync/server-acts.ts'
import { sayInDossier, type SpeakingPorts } from '../shared/sync/server-says.ts'
import type { Calendar } from './calendar.ts'
import { awaitedOn, lookAgainOn, takeUp } from './store/awaited.ts'
import type { Tables } from './store/schema.ts'

interface SilenceWorld {
  readonly db: Kysely<Tables>
  readonly ports: SpeakingPorts
  packOf(ref: string): ProcedurePack | null
  calendar(): Calendar
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** The server is being stopped. */
  readonly closing?: AbortSignal
}

/** One transaction for each request that is due; all of them with `every`, since days off may have changed. */
export const answerSilence = async (world: SilenceWorld, { every }: { readonly every: boolean }): Promise<void> => {
  const { db, ports, log } = world
  const today = ports.now().slice(0, 10)
  let answered = 0
  for (const dossier of await awaitedOn(db, every ? null : today)) {
    // SQLite answers at once: without a turn for them, whoever knocks would wait until the last one is looked at.
    await othersFirst(null, { signal: world.closing })
    let next: string | null = null
    await takeUp(db, dossier, dayAfter(today))
    const spoke = await sayInDossier(ports, dossier, (acts, now) => {
      const verdict = silenceOf(acts, world, now.slice(0, 10))
      if (verdict.type === 'mistake') log.warn({ pack: verdict.pack }, 'silence is an answer that no transition gives')
      next = verdict.type === 'later' ? verdict.on : verdict.type === 'mistake' ? dayAfter(today) : null
      return verdict.type === 'answer' ? silentDecision(acts, { dossier, ...verdict }, now) : null
    })
    if (spoke) answered++
    await lookAgainOn(db, dossier, next)
  }
  if (answered > 0) log.info({ dossiers: answered }, 'silence was an answer')
}

export type SilenceVerdict =
  | { readonly type: 'answer'; readonly outcome: 'accepted' | 'refused'; readonly unit: string }
  | { readonly type: 'later'; readonly on: string }
  /** Nothing to wait for, unless it is opened again. */
  | { readonly type: 'none' }
  /** The pack says what silence means and lets the system say it nowhere here. */
  | { readonly type: 'mistake'; readonly pack: string }

export const silenceOf = (
  acts: readonly Act[],
  { packOf, calendar }: Pick<SilenceWorld, 'packOf' | 'calendar'>,
  today: string,
): SilenceVerdict => {
  const pack = packOf(statusOf(acts, null).procedure ?? '')
  if (!pack || pack.service.silence === 'none') return { type: 'none' }
  const { workflow, service } = pack
  const status = statusOf(acts, workflow)
  const deadline = deadlineOf({ status, workflow, service, calendar: calendar(), today })
  const unit = status.office
  // A decision that nobody has settled yet is one all the same.
  if (!deadline || unit === null || status.closed || status.decision !== null || status.suspended.length > 0)
    return { type: 'none' }
  if (deadline.state !== 'over')
    return { type: 'later', on: dayAfter(deadline.state === 'running' ? deadline.dueOn : today) }
  const outcome = service.silence === 'accept' ? 'accepted' : 'refused'
  const said = { kind: 'decided', payload: { outcome, silence: true } } as const
  return transitionFor(workflow, status.state, said, 'system', status.made).ok
    ? { type: 'answer', outcome, unit }
    : { type: 'mistake', pack: pack.id }
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
