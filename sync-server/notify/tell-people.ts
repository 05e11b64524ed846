// Writes to the people whose requests have moved: each dossier with something new is folded anew, what has to be told is
// given to the gateway, and the server says in the dossier what became of it. Nothing is given to the gateway inside a
// transaction.
//
//   fold ──due, by day──► put off (for a crash) ──► gateway ──yes──► taken ──► `told` sent, off the list
//                                                      └──no───► again in 1, 2, 4 … minutes, at most 6 hours
//   three days after it came ─────────────────────────────────────────────► `told` failed, off the list
//
// A process that ends between the gateway's yes and writing down that it was taken sends again: a message comes at least
// once. Numbers and texts are in no log.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { beaconTimeOf, type Act } from '../../shared/dossier/act.ts'
import { openDraft, readAnswers } from '../../shared/dossier/draft.ts'
import { effectiveAnswers } from '../../shared/dossier/effective-answers.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import type { Payload } from '../../shared/dossier/payload.ts'
import { noticeOf, type Notice } from '../../shared/notice/due.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { StoredDossier } from '../../shared/sync/server-ports.ts'
import { toldAct } from '../../shared/sync/server-acts.ts'
import { sayInDossier, type SpeakingPorts } from '../../shared/sync/server-says.ts'
import { smsOf } from '../../shared/text/sms.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { readDossiers } from '../store/dossiers.ts'
import { readFacts } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'
import { dropUntold, lookAtUntold, noteTaken, untoldAt, untoldOf } from '../store/untold.ts'
import { nextDaytime } from './daytime.ts'
import type { SmsGateway } from './sms-gateway.ts'

export interface MessageSettings {
  readonly gateway: SmsGateway
  /** Of the commune: ISO 3166-1 alpha-2, and an IANA time zone. */
  readonly country: string
  readonly zone: string
}

export interface TellingWorld extends MessageSettings {
  readonly db: Kysely<Tables>
  readonly ports: SpeakingPorts
  packOf(ref: string): ProcedurePack | null
  readonly metrics: Pick<Metrics, 'message'>
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** The server is being stopped. */
  readonly closing?: AbortSignal
}

/** In one round: the rest waits for the next one. */
const MOST = 200
const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS
const PATIENCE_MS = 3 * 24 * 60 * MINUTE_MS

export const tellPeople = async (world: TellingWorld): Promise<void> => {
  const { db, ports, log, closing } = world
  const since = await writingSince(db)
  if (since === null) return
  let sent = 0
  for (const dossier of await untoldAt(db, ports.now(), MOST)) {
    await othersFirst(null, { signal: closing })
    const became = await tellOne(world, dossier, since)
    if (became === 'sent') sent++
    // Each of the others would wait as long for nothing.
    if (became === 'no-answer' || closing?.aborted) break
  }
  if (sent > 0) log.info({ dossiers: sent }, 'people were written to')
}

/** Acts written before are told nobody: under screens that said so, or in a life whose last words may be lost. */
const writingSince = async (db: Kysely<Tables>): Promise<string | null> => {
  const { 'messages-since': began, restore } = await readFacts(db, ['messages-since', 'restore'])
  return began === undefined || restore === undefined || began > restore.at ? (began ?? null) : restore.at
}

type Became = 'sent' | 'refused' | 'no-answer' | 'failed' | 'waits' | 'dropped'

const tellOne = async (world: TellingWorld, dossier: string, since: string): Promise<Became> => {
  const { db, ports, gateway, zone, metrics, log, closing } = world
  // Before the dossier: what comes after this is looked at by itself.
  const listed = await untoldOf(db, dossier)
  const acts = listed.map(({ act }) => act)
  const unsaid = listed.find(({ taken }) => taken !== null)
  if (unsaid?.taken) return say(world, dossier, unsaid.taken, { outcome: 'sent' }, [unsaid.act])

  const notice = await noticeIn(world, dossier)
  const came = 'since' in notice ? listed.find(({ act }) => act === notice.since.id) : undefined
  if (!('since' in notice) || !came || !isSince(notice.since, since)) {
    await dropUntold(db, acts)
    return 'dropped'
  }
  const about = notice.act.id
  const giveUp = (reason: Payload<'told'>['reason']): Promise<Became> =>
    say(world, dossier, about, { outcome: 'failed', reason }, acts)
  if (notice.type === 'no-number') return giveUp('no-number')
  const now = new Date(ports.now())
  if (now.getTime() - Date.parse(came.came) > PATIENCE_MS) return giveUp('not-taken')
  const day = nextDaytime(now, zone)
  if (day > now) {
    await lookAtUntold(db, acts, { at: day.toISOString(), tries: came.tries })
    return 'waits'
  }
  const tries = came.tries + 1
  const again = new Date(now.getTime() + waitAfter(tries))
  await lookAtUntold(db, acts, { at: again.toISOString(), tries })
  const { to, text } = notice
  const answer = await gateway.send({ to, text, encoding: smsOf(text).encoding }, closing)
  if (answer.ok) {
    // By itself and at once: if the word cannot be said now, it is said later, and the message is not sent again.
    await noteTaken(db, came.act, about)
    return say(world, dossier, about, { outcome: 'sent' }, acts)
  }
  metrics.message('retried')
  log.warn({ ...answer.error, tries }, 'a message was not taken by the gateway')
  return answer.error.type
}

/** In the dossier, then those acts are off the list. Of a dossier that was erased meanwhile nothing is said. */
const say = async (
  { db, ports, metrics }: TellingWorld,
  dossier: string,
  about: string,
  became: Pick<Payload<'told'>, 'outcome' | 'reason'>,
  acts: readonly string[],
): Promise<Became> => {
  await sayInDossier(ports, dossier, (found, now) => {
    const act = found.find(({ id }) => id === about)
    return act ? toldAct(act, statusOf(found, null).office ?? act.by.unit, became, now) : null
  })
  await dropUntold(db, acts)
  metrics.message(became.outcome)
  return became.outcome
}

/** After so many tries, milliseconds. */
const waitAfter = (tries: number): number => Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.min(tries - 1, 30))

/** Nothing, when its procedure is not known here: nobody can say what it means. */
const noticeIn = async ({ db, packOf, country }: TellingWorld, dossier: string): Promise<Notice> => {
  const stored = (await readDossiers(db, [dossier])).get(dossier)
  const pack = stored && packOf(statusOf(stored.acts, null).procedure ?? '')
  if (!stored || !pack) return { type: 'nothing' }
  const status = statusOf(stored.acts, pack.workflow)
  const { said, ...filed } = answersIn(stored)
  return noticeOf({ status, pack, answers: effectiveAnswers(filed, status), said, country })
}

const answersIn = ({ draft }: Pick<StoredDossier, 'draft'>): ReturnType<typeof readAnswers> => {
  const doc = openDraft(0, draft)
  const read = readAnswers(doc)
  doc.destroy()
  return read
}

/** As far as the act can prove it. Beacons are told to the second. */
const isSince = ({ by, at, beacon }: Act, moment: string): boolean => {
  const proven = by.role === 'system' ? at : beaconTimeOf(beacon)
  return proven !== null && Date.parse(proven) >= Math.floor(Date.parse(moment) / 1000) * 1000
}
