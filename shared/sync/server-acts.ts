// What the server says in a dossier in its own name: that a request has arrived, the official number of a paper, that
// silence is an answer, that the person was written to, that something came and does not count. It says what anybody
// may check, and never anything that a person should decide.
import { beaconTimeOf, makeAct, type Act } from '../dossier/act.ts'
import { headsOf } from '../dossier/graph.ts'
import { payloadOf, type Payload } from '../dossier/payload.ts'
import type { Register } from './server-ports.ts'

/** `unit` is the office in whose name it is said. */
const said = (dossier: string, unit: string, now: string, what: Pick<Act, 'kind' | 'after' | 'payload'>): Act =>
  makeAct({
    v: 1,
    dossier,
    by: { agent: 'server', device: 'server', unit, role: 'system' },
    at: now,
    beacon: null,
    ...what,
  })

export const receivedAct = (submitted: Act, to: string, now: string): Act =>
  said(submitted.dossier, to, now, { kind: 'received', after: [submitted.id], payload: { official: true } })

export const numberedAct = (issued: Act, register: Register, n: number, now: string): Act =>
  said(issued.dossier, register.office, now, {
    kind: 'numbered',
    after: [issued.id],
    payload: { issued: issued.id, ...register, n },
  })

/**
 * Something came that does not count, and the readers of the dossier are told. It follows the submission, which its author
 * brings back whatever the server lost, and has the time of its reception, not today's: it stands beside all that was done
 * since, moves no date, and two lives of the server say it in the same bytes.
 */
export const entryHeldAct = (received: Act, payload: Payload<'entry-held'>): Act =>
  said(received.dossier, received.by.unit, received.at, { kind: 'entry-held', after: received.after, payload })

/** Nobody answered in time, and the procedure takes that as this answer. `unit` is the office that should have. */
export const silentDecision = (
  acts: readonly Act[],
  { dossier, unit, outcome }: { readonly dossier: string; readonly unit: string; readonly outcome: string },
  now: string,
): Act => said(dossier, unit, now, { kind: 'decided', after: headsOf(acts), payload: { outcome, silence: true } })

/** What became of the message about an act. `unit` is the office that has the dossier. */
export const toldAct = (
  about: Pick<Act, 'id' | 'dossier'>,
  unit: string,
  became: Pick<Payload<'told'>, 'outcome' | 'reason'>,
  now: string,
): Act =>
  said(about.dossier, unit, now, {
    kind: 'told',
    after: [about.id],
    payload: { act: about.id, channel: 'sms', ...became },
  })

/** All that stays of a dossier. `unit` is the office that had it last. */
export const erasedAct = (
  acts: readonly Act[],
  { dossier, unit, payload }: { readonly dossier: string; readonly unit: string; readonly payload: Payload<'erased'> },
  now: string,
): Act => said(dossier, unit, now, { kind: 'erased', after: headsOf(acts).slice(0, 64), payload })

// ---------------------------------------------------------------- which papers get a number

/** Papers that were issued and have no number, in the order in which they came. */
export const unnumbered = (acts: readonly Act[]): readonly Act[] => {
  const numbered = new Set(acts.map((act) => payloadOf(act, 'numbered')?.issued))
  return acts.filter((act) => act.kind === 'issued' && !numbered.has(act.id))
}

/** How long what a former life numbered has to come back before a new number is given. */
export const patienceMs = 3 * 86_400_000

/**
 * Whether the paper may have a number that this server has lost: issued before a restore, as far as its act can tell, and
 * the devices that know have not all been heard yet.
 */
export const mayComeBack = (issued: Act, lifeBegan: string | null, now: string): boolean => {
  if (lifeBegan === null || Date.parse(now) >= Date.parse(lifeBegan) + patienceMs) return false
  const quoted = beaconTimeOf(issued.beacon)
  // Beacons are told to the second.
  return quoted === null || Date.parse(quoted) < Math.floor(Date.parse(lifeBegan) / 1000) * 1000
}
