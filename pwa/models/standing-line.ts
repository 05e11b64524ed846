// The line of an order about a device or a person, from its acts. Pure; it must not throw, whatever the rows hold.
import type { Act } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import type { StandingLine } from './commune-line.ts'
import type { SummaryEntry } from './summarise.ts'

type About = Pick<StandingLine, 'device' | 'agent' | 'unit' | 'newcomer' | 'publicKey'>

const nothing: About = { device: null, agent: null, unit: null, newcomer: null, publicKey: null }

/** Null for acts of another kind. `first` opens the dossier; `acts` are those that the server does not hold. */
export const standingLineOf = (
  first: Act,
  acts: readonly Act[],
  entries: readonly Pick<SummaryEntry, 'pending'>[],
): StandingLine | null => {
  const said = aboutOf(first)
  if (!said) return null
  return {
    type: 'standing',
    id: first.dossier,
    kind: said.kind,
    act: first.id,
    at: first.at,
    by: { agent: first.by.agent, unit: first.by.unit, device: first.by.device },
    ...nothing,
    ...said.about,
    over: acts.some(({ kind }) => kind === 'device-returned' || kind === 'person-certified'),
    kept: entries.some((one) => one.pending),
    held: !acts.some(({ id }) => id === first.id),
  }
}

const aboutOf = (act: Act): { readonly kind: StandingLine['kind']; readonly about: Partial<About> } | null => {
  const lent = payloadOf(act, 'device-lent')
  if (lent) return { kind: 'device-lent', about: { device: lent.device, unit: lent.unit } }
  const link = payloadOf(act, 'link-made')
  if (link) return { kind: 'link-made', about: { agent: link.agent, newcomer: link.newcomer ?? null } }
  const joined = payloadOf(act, 'person-joined')
  if (joined) {
    const { agent, device, publicKey, newcomer } = joined
    return { kind: 'person-joined', about: { agent, device, publicKey, newcomer: newcomer ?? null } }
  }
  const left = payloadOf(act, 'person-left')
  if (left) return { kind: 'person-left', about: { agent: left.agent, device: left.device ?? null } }
  const rotated = payloadOf(act, 'key-rotated')
  if (rotated) return { kind: 'key-rotated', about: { agent: act.by.agent, device: act.by.device } }
  for (const kind of ['device-revoked', 'device-erase-ordered', 'work-admitted'] as const) {
    const said = payloadOf(act, kind)
    if (said) return { kind, about: { device: said.device } }
  }
  return null
}
