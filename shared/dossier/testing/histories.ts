// Histories as honest people write them, on devices that meet now and then: every act was let through by the rules when
// it was written, by what its author had seen. For tests of what holds of every dossier.
import fc from 'fast-check'
import type { ActKind } from '../../procedure/workflow.ts'
import type { Act } from '../act.ts'
import { headsOf } from '../graph.ts'
import { checkAct } from '../rules.ts'
import { statusOf } from '../status.ts'
import { actBy, filedActs, officeDirectory, officePack } from './office.ts'

const { workflow } = officePack
const staff = ['fatima', 'karim', 'samira', 'omar', 'hind', 'server'] as const

interface Move {
  readonly who: number
  /** Meets this one first, and each then holds what both held. */
  readonly meets: number | null
  readonly what: number
  readonly pick: number
}

/** What somebody might say next, the rarest first; the rules decide whether they may. Null: not this time. */
export const sayings: readonly (readonly [ActKind, (acts: readonly Act[], pick: number) => Act['payload'] | null])[] = [
  ['settled', () => ({ anew: { outcome: 'refused', reason: 'doubt' }, text: 'vu' })],
  ['settled', (acts, pick) => ({ keep: any(open(acts), pick)?.id ?? '', text: 'vu' })],
  [
    'numbered',
    (acts, pick) => ({ ...ofIssued(acts, pick), office: 'office', year: 2026, series: 'A', n: 1 + (pick % 9) }),
  ],
  ['told', (acts, pick) => ({ act: any(acts, pick)?.id ?? '', channel: 'sms', outcome: pick % 2 ? 'sent' : 'failed' })],
  ['opinion-given', () => ({ outcome: 'favourable', text: 'oui' })],
  ['piece-supplied', () => ({ pieces: ['photo'], capture: 'seen' })],
  ['piece-requested', (_, pick) => (pick % 3 ? { pieces: ['photo'] } : null)],
  ['reopened', () => ({ reason: 'faute' })],
  ['handed-over', () => ({ proof: 'scan' })],
  ['decided', () => ({ outcome: 'refused', reason: 'doubt' })],
  ['decided', () => ({ outcome: 'accepted', silence: true })],
  ['issued', (acts) => ({ document: 'certificate', ...replacing(acts) })],
  ['handed-over', () => ({ proof: 'scan' })],
  ['decided', () => ({ outcome: 'accepted' })],
  ['ready', () => ({})],
  ['opinion-requested', (_, pick) => (pick % 2 ? { from: 'town', text: 'votre avis ?' } : null)],
  [
    'corrected',
    (_, pick) => ({ field: pick % 2 ? 'name' : 'year', value: pick % 2 ? `n${pick % 3}` : pick % 3, reason: 'x' }),
  ],
  ['transferred', (_, pick) => (pick % 3 ? null : { to: pick % 2 ? 'town' : 'office', reason: 'x' })],
  ['withdrawn', (_, pick) => (pick % 9 ? null : { reason: 'elle renonce' })],
  ['claimed', (_, pick) => (pick % 2 ? {} : { release: true })],
  ['visit-ordered', () => ({ who: 'm’qaddem', what: 'voir la maison' })],
  ['visited', () => ({ on: '2026-03-03', outcome: 'confirmed' })],
  ['noted', (_, pick) => ({ text: `note ${pick}` })],
]
const any = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length]
const open = (acts: readonly Act[]): readonly Act[] => {
  const { suspended, handedOverTwice } = statusOf(acts, workflow)
  return [...suspended, ...handedOverTwice]
}
const replacing = (acts: readonly Act[]): Act['payload'] => {
  const last = statusOf(acts, workflow).issued.find(({ replacedBy }) => replacedBy === null)
  return last ? { replaces: last.act.id } : {}
}
const ofIssued = (acts: readonly Act[], pick: number): Act['payload'] => ({
  issued:
    any(
      acts.filter(({ kind }) => kind === 'issued'),
      pick,
    )?.id ?? '',
})

// Without its bias to small numbers: a history is worth looking at when many of them do many things.
const move: fc.Arbitrary<Move> = fc.noBias(
  fc.record({
    who: fc.nat(staff.length - 1),
    meets: fc.option(fc.nat(staff.length - 1), { freq: 2 }),
    what: fc.nat(sayings.length - 1),
    pick: fc.nat(1000),
  }),
)

/** The acts each of them holds at the end; every one was let through by the rules when it was written. */
const played = (moves: readonly Move[]): readonly (readonly Act[])[] => {
  const held = staff.map(() => new Map(filedActs.map((act) => [act.id, act])))
  for (const [i, { who, meets, what, pick }] of moves.entries()) {
    const [mine, theirs] = [held[who], meets === null ? undefined : held[meets]]
    if (!mine) continue
    for (const act of theirs?.values() ?? []) mine.set(act.id, act)
    for (const act of theirs ? mine.values() : []) theirs?.set(act.id, act)
    const acts = [...mine.values()]
    const at = new Date(Date.UTC(2026, 2, 2, 10, i)).toISOString()
    // The first of a few that they may.
    for (const [kind, say] of [...sayings, ...sayings].slice(what, what + 8)) {
      const payload = say(acts, pick)
      const act = payload && actBy(staff[who] ?? '', kind, payload, headsOf(acts), { at })
      if (!act || !checkAct({ acts, directory: officeDirectory, packs: [officePack] }, act).ok) continue
      mine.set(act.id, act)
      break
    }
  }
  return held.map((mine) => [...mine.values()])
}
export const together = (held: readonly (readonly Act[])[]): readonly Act[] => [
  ...new Map(held.flat().map((act) => [act.id, act])).values(),
]
/** What each of them holds at the end. */
export const histories = fc.array(move, { minLength: 25, maxLength: 45, size: 'max' }).map(played)
/** All of it. */
export const whole = histories.map(together)
