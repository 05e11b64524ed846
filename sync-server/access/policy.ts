// Who may write what, said a second time by hand: the table that the matrix holds the rules against. It looks at packs as
// they were shipped and never at the rules themselves, so that a rule which lets too much through stands out.
import type { Role } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind, CommuneKind } from '../../shared/procedure/workflow.ts'

/** Where the author stands to the dossier: where it was opened, where it was filed, anywhere else, or in no list of people. */
export const scopes = ['own', 'circulation', 'other', 'none'] as const
export type Scope = (typeof scopes)[number]
export const staffRoles = ['mediator', 'clerk', 'officer', 'supervisor'] as const satisfies readonly Role[]
export type StaffRole = (typeof staffRoles)[number]

type RequestKind = Exclude<ActKind, CommuneKind>
const [m, c, o, s] = staffRoles

/** `move`: only where the pack's workflow has a step for it; `note`: in any state. Nobody of the staff writes `received`. */
export const requestTable: Readonly<
  Record<RequestKind, { readonly by: readonly StaffRole[]; readonly as: 'move' | 'note' | 'first' }>
> = {
  opened: { by: [m, c], as: 'first' },
  'mandate-given': { by: [m, c], as: 'note' },
  'mandate-revoked': { by: [m, c, o, s], as: 'note' },
  submitted: { by: [m, c], as: 'move' },
  received: { by: [], as: 'note' },
  claimed: { by: [c, o], as: 'note' },
  'piece-requested': { by: [c, o], as: 'move' },
  'piece-supplied': { by: [m, c, o], as: 'move' },
  'opinion-requested': { by: [c, o], as: 'note' },
  'opinion-given': { by: [c, o], as: 'note' },
  decided: { by: [c, o], as: 'move' },
  settled: { by: [c, o, s], as: 'note' },
  issued: { by: [c, o], as: 'note' },
  ready: { by: [c, o], as: 'move' },
  'handed-over': { by: [c, o], as: 'move' },
  withdrawn: { by: [m, c, o], as: 'move' },
  corrected: { by: [m, c, o], as: 'note' },
  transferred: { by: [c, o, s], as: 'note' },
  noted: { by: [m, c, o, s], as: 'note' },
  rated: { by: [m, c, o, s], as: 'note' },
  'contact-chosen': { by: [m, c], as: 'note' },
}

/** `after`: the act of its own dossier that it follows. `own`: only what they began themselves, supervisors anything. */
export const communeTable: Readonly<
  Record<
    CommuneKind,
    { readonly by: readonly StaffRole[]; readonly after: CommuneKind | null; readonly own?: true; readonly ends?: true }
  >
> = {
  'voice-recorded': { by: [m, s], after: null },
  'voice-approved': { by: [s], after: 'voice-recorded' },
  'voice-rejected': { by: [s], after: 'voice-recorded' },
  'voice-withdrawn': { by: [m, s], after: 'voice-recorded', own: true, ends: true },
  'visits-counted': { by: [m, c, o, s], after: null },
  'device-lent': { by: [s], after: null },
  'device-returned': { by: [s], after: 'device-lent', ends: true },
  'device-erase-ordered': { by: [s], after: null },
  'device-revoked': { by: [s], after: null },
  'link-made': { by: [s], after: null },
  'person-joined': { by: [m, c, o, s], after: null },
  'person-certified': { by: [s], after: 'person-joined', ends: true },
  'key-rotated': { by: [m, c, o, s], after: null },
  'person-left': { by: [s], after: null },
  'work-admitted': { by: [s], after: null },
  incident: { by: [m, c, o, s], after: null },
}

export const isOfTheCommune = (kind: ActKind): kind is CommuneKind => Object.hasOwn(communeTable, kind)

export interface RequestCase {
  readonly kind: ActKind
  readonly payload: Readonly<Record<string, unknown>>
  readonly role: StaffRole
  readonly scope: Scope
  /** Of the workflow; null before the dossier is opened. */
  readonly state: string | null
  /** Steps made on the way there. */
  readonly made: readonly string[]
  readonly pack: ProcedurePack
}

/** In the dossier of a request. */
export const mayWriteInRequest = ({ kind, payload, role, scope, state, made, pack }: RequestCase): boolean => {
  if (scope === 'none' || isOfTheCommune(kind)) return false
  const { by, as } = requestTable[kind]
  if (!by.includes(role)) return false
  if (state === null || as === 'first') return state === null && as === 'first'
  const filing = pack.workflow.transitions.filter((step) => step.on === 'submitted').map(({ id }) => id)
  const isFiled = filing.some((id) => made.includes(id))
  const isInside = role === 'supervisor' || scope === 'own' || (scope === 'circulation' && isFiled)
  // Whoever holds the receipt may stop it for the person, wherever they stand.
  if (!isInside) return kind === 'mandate-revoked' && isFiled
  const isOver = pack.workflow.states[state]?.final !== undefined
  // What is done in the person's name ends with the request; there is nothing to settle where nobody disagrees.
  if (kind === 'settled' || (kind === 'corrected' && role === 'mediator' && isOver)) return false
  if (as === 'note') return true
  return pack.workflow.transitions.some(
    (step) =>
      step.on === kind &&
      step.from.includes(state) &&
      step.by.includes(role) &&
      Object.entries(step.when ?? {}).every(([field, value]) => String(payload[field] ?? '') === value) &&
      !(step.once && made.includes(step.id)) &&
      !(step.requires?.includes('reason') && !payload['reason']),
  )
}

export interface CommuneCase {
  readonly kind: CommuneKind
  readonly role: StaffRole
  readonly scope: Scope
  /** What stands in the dossier, in order. */
  readonly before: readonly ActKind[]
  /** The author began it. */
  readonly isOwn: boolean
}

/** In a dossier of the commune itself, or in an empty one. Scope opens nothing there: who may, may for the whole commune. */
export const mayWriteForCommune = ({ kind, role, scope, before, isOwn }: CommuneCase): boolean => {
  const { by, after, own } = communeTable[kind]
  if (scope === 'none' || !by.includes(role)) return false
  if (after === null) return before.length === 0
  if (before[0] !== after || before.some((one) => isOfTheCommune(one) && communeTable[one].ends)) return false
  return role === 'supervisor' || (own === true && isOwn)
}
