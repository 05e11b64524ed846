// Who may write what, said a second time by hand: the table that the matrix holds the rules against. It looks at packs as
// they were shipped and at what a scene says of itself, and never at the rules, so that a rule which lets too much
// through stands out.
import type { Role } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind, CommuneKind } from '../../shared/procedure/workflow.ts'

/** Where the author stands to the dossier: where it was opened, where it was filed, anywhere else, or in no list of people. */
export const scopes = ['own', 'circulation', 'other', 'none'] as const
export type Scope = (typeof scopes)[number]
export const staffRoles = ['mediator', 'clerk', 'officer', 'supervisor'] as const satisfies readonly Role[]
export type StaffRole = (typeof staffRoles)[number]

/** How far a dossier has come. */
export type Phase = 'empty' | 'draft' | 'filed' | 'apart' | 'decided' | 'over'

/** What a scene says of itself. */
export interface Situation {
  /** Of the workflow; null before the dossier is opened. */
  readonly state: string | null
  readonly phase: Phase
  /** Steps made on the way there. */
  readonly made: readonly string[]
  /** Who sees it, who has it now, whose opinion is awaited. */
  readonly inside: readonly Scope[]
  readonly holder: Scope | null
  readonly asked: readonly Scope[]
  /** The paper that counts was issued; one was handed over; two were, apart. */
  readonly issued: boolean
  readonly handed: boolean
  readonly handedApart: boolean
  /** A question corrected twice, apart. */
  readonly disputed: boolean
}

type RequestKind = Exclude<ActKind, CommuneKind>
type From = 'desk' | 'holder' | 'asked' | 'inside'
const [m, c, o, s] = staffRoles
const started: readonly Phase[] = ['draft', 'filed', 'apart', 'decided', 'over']
const filed = started.slice(1)
const open: readonly Phase[] = ['filed', 'apart', 'decided']
const calm: readonly Phase[] = ['filed', 'decided']

/**
 * `move`: only where the pack's workflow has a step for it. Supervisors stand everywhere. Of the others: `desk`, where
 * it was opened or who has it; `holder`, who has it; `asked`, whose opinion is awaited; `inside`, who sees it. Nobody
 * of the staff writes `received`, `numbered`, `told` nor `entry-held`.
 */
export const requestTable: Readonly<
  Record<
    RequestKind,
    {
      readonly by: readonly StaffRole[]
      readonly from: From
      readonly in: readonly Phase[]
      readonly moves?: true
      /** Supervisors too only from there. */
      readonly strictly?: true
    }
  >
> = {
  opened: { by: [m, c], from: 'inside', in: ['empty'] },
  'mandate-given': { by: [m, c], from: 'desk', in: ['draft', ...open] },
  'mandate-revoked': { by: [m, c, o, s], from: 'inside', in: started },
  submitted: { by: [m, c], from: 'desk', in: ['draft'], moves: true },
  received: { by: [], from: 'inside', in: [] },
  claimed: { by: [c, o], from: 'holder', in: open },
  'piece-requested': { by: [c, o], from: 'holder', in: calm, moves: true },
  'piece-supplied': { by: [m, c, o], from: 'desk', in: calm, moves: true },
  'opinion-requested': { by: [c, o], from: 'holder', in: ['filed', 'apart'] },
  'opinion-given': { by: [c, o], from: 'asked', in: ['filed', 'apart'] },
  'visit-ordered': { by: [c, o], from: 'holder', in: open },
  visited: { by: [m, c, o], from: 'desk', in: open },
  decided: { by: [c, o], from: 'holder', in: calm, moves: true },
  settled: { by: [c, o, s], from: 'holder', in: filed },
  issued: { by: [c, o], from: 'holder', in: ['decided'] },
  numbered: { by: [], from: 'inside', in: [] },
  ready: { by: [c, o], from: 'holder', in: calm, moves: true },
  'handed-over': { by: [c, o], from: 'holder', in: calm, moves: true },
  withdrawn: { by: [m, c, o], from: 'desk', in: ['draft', ...calm], moves: true },
  reopened: { by: [o, s], from: 'holder', in: ['over'], moves: true },
  corrected: { by: [m, c, o], from: 'desk', in: open },
  transferred: { by: [c, o, s], from: 'holder', in: calm },
  noted: { by: [m, c, o, s], from: 'inside', in: started },
  rated: { by: [m, c, o, s], from: 'inside', in: started },
  'contact-chosen': { by: [m, c], from: 'desk', in: ['draft', ...open] },
  'paper-taken-out': { by: [c, o, s], from: 'inside', in: filed, strictly: true },
  told: { by: [], from: 'inside', in: [] },
  'entry-held': { by: [], from: 'inside', in: [] },
  'retention-held': { by: [o, s], from: 'holder', in: started },
  'retention-released': { by: [o, s], from: 'holder', in: started },
  'disposal-decided': { by: [o, s], from: 'holder', in: ['over'] },
  archived: { by: [s], from: 'inside', in: ['over'] },
  erased: { by: [], from: 'inside', in: [] },
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
  /** What is wrong with what it says, as whoever wrote the payload knows. */
  readonly isWrong: (now: Situation, scope: Scope) => boolean
  readonly role: StaffRole
  readonly scope: Scope
  readonly now: Situation
  readonly pack: ProcedurePack
}

/** In the dossier of a request. */
export const mayWriteInRequest = ({ kind, payload, isWrong, role, scope, now, pack }: RequestCase): boolean => {
  if (scope === 'none' || isOfTheCommune(kind)) return false
  const row = requestTable[kind]
  if (!row.by.includes(role) || !row.in.includes(now.phase)) return false
  if (now.phase === 'empty') return true
  // Whoever holds the receipt may stop it for the person, wherever they stand.
  const isAnywhere =
    (role === 'supervisor' && row.strictly !== true) || (kind === 'mandate-revoked' && now.phase !== 'draft')
  if (!isAnywhere && !placesOf(now)[row.from].includes(scope)) return false
  return !isWrong(now, scope) && (row.moves !== true || mayMove({ kind, payload, role, now, pack }))
}

const placesOf = ({ inside, holder, asked }: Situation): Readonly<Record<From, readonly Scope[]>> => {
  const holders = holder === null ? [] : [holder]
  return { inside, asked, holder: holders, desk: ['own', ...holders] }
}

/** The pack has a step for it. */
export const mayMove = ({
  kind,
  payload,
  role,
  now: { state, made },
  pack,
}: Pick<RequestCase, 'kind' | 'payload' | 'role' | 'now' | 'pack'>): boolean =>
  pack.workflow.transitions.some(
    (step) =>
      step.on === kind &&
      step.from.includes(state ?? '') &&
      step.by.includes(role) &&
      Object.entries(step.when ?? {}).every(([field, value]) => String(payload[field] ?? '') === value) &&
      !(step.once && made.includes(step.id)) &&
      !(step.requires?.includes('reason') && !payload['reason']),
  )

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
