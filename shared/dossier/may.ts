// Who may write which act, when and from where: the whole law of a request in one table, which does not compile with a
// cell missing. It says what is possible in principle; the pack's workflow narrows it for acts that move the dossier,
// content-rules.ts for what an act says. It must never look at an act or a clock.
//
//   a cell     a reason why nobody may                  or, for each role, from where
//   columns    what the author had seen the dossier to be:
//              none · draft ─submitted─► filed ─decided─► decided ─► closed          suspended: decisions apart
import type { Role } from '../access/directory.ts'
import type { ActKind, CommuneKind } from '../procedure/workflow.ts'
import type { Refusal } from './refusals.ts'
import type { DossierStatus } from './status.ts'

export const stages = ['none', 'draft', 'filed', 'suspended', 'decided', 'closed'] as const
export type Stage = (typeof stages)[number]

/** `desk`: where it was opened, or the office that has it. `asked`: a unit whose opinion is awaited. */
export type Reach = 'anywhere' | 'inside' | 'desk' | 'office' | 'asked'
export type RequestKind = Exclude<ActKind, CommuneKind>
type ByRole = Readonly<Record<Role, Reach | null>>

const nobody: ByRole = { mediator: null, clerk: null, officer: null, supervisor: null, system: null }
const server: ByRole = { ...nobody, system: 'anywhere' }
const begin: ByRole = { ...nobody, mediator: 'anywhere', clerk: 'anywhere' }
const helpers: ByRole = { ...nobody, mediator: 'desk', clerk: 'desk' }
const desk: ByRole = { ...helpers, officer: 'desk' }
const office: ByRole = { ...nobody, clerk: 'office', officer: 'office' }
const officeOrServer: ByRole = { ...office, system: 'anywhere' }
const officeOrSupervisor: ByRole = { ...office, supervisor: 'anywhere' }
const officerOrSupervisor: ByRole = { ...nobody, officer: 'office', supervisor: 'anywhere' }
const asked: ByRole = { ...nobody, clerk: 'asked', officer: 'asked' }
const everyone: ByRole = {
  mediator: 'inside',
  clerk: 'inside',
  officer: 'inside',
  supervisor: 'anywhere',
  system: null,
}
/** Whoever works on it where it is seen; a supervisor's reach ends there too, and the counter keeps nothing. */
const readers: ByRole = { ...nobody, clerk: 'inside', officer: 'inside', supervisor: 'inside' }
const supervisors: ByRole = { ...nobody, supervisor: 'anywhere' }
const holder: ByRole = {
  mediator: 'anywhere',
  clerk: 'anywhere',
  officer: 'anywhere',
  supervisor: 'anywhere',
  system: null,
}

type Row = Readonly<Record<Stage, ByRole | Refusal>>

const may = {
  opened: row(begin, 'order', 'order', 'order', 'order', 'order'),
  'mandate-given': row('order', helpers, helpers, helpers, helpers, 'closed'),
  // Whoever holds the receipt may stop it for the person, wherever they stand.
  'mandate-revoked': row('order', everyone, holder, holder, holder, holder),
  submitted: row('order', helpers, 'filed', 'filed', 'filed', 'closed'),
  received: row('order', 'not-filed', server, server, server, server),
  claimed: row('order', 'not-filed', office, office, office, 'closed'),
  'piece-requested': row('order', 'not-filed', office, 'suspended', 'decided', 'closed'),
  'piece-supplied': row('order', 'not-filed', desk, 'suspended', desk, 'closed'),
  'opinion-requested': row('order', 'not-filed', office, office, 'decided', 'closed'),
  'opinion-given': row('order', 'not-filed', asked, asked, 'decided', 'closed'),
  'visit-ordered': row('order', 'not-filed', office, office, office, 'closed'),
  visited: row('order', 'not-filed', desk, desk, desk, 'closed'),
  decided: row('order', 'not-filed', officeOrServer, 'suspended', officeOrServer, 'closed'),
  settled: row('order', 'not-filed', officeOrSupervisor, officeOrSupervisor, officeOrSupervisor, officeOrSupervisor),
  issued: row('order', 'not-filed', 'not-accepted', 'suspended', office, 'closed'),
  numbered: row('order', 'not-filed', server, server, server, server),
  ready: row('order', 'not-filed', office, 'suspended', office, 'closed'),
  'handed-over': row('order', 'not-filed', office, 'suspended', office, 'closed'),
  withdrawn: row('order', desk, desk, 'suspended', desk, 'closed'),
  reopened: row('order', 'not-filed', 'not-closed', 'not-closed', 'not-closed', officerOrSupervisor),
  corrected: row('order', 'not-filed', desk, desk, desk, 'closed'),
  transferred: row('order', 'not-filed', officeOrSupervisor, 'suspended', officeOrSupervisor, 'closed'),
  noted: row('order', everyone, everyone, everyone, everyone, everyone),
  rated: row('order', everyone, everyone, everyone, everyone, everyone),
  'contact-chosen': row('order', helpers, helpers, helpers, helpers, 'closed'),
  'paper-taken-out': row('order', 'not-filed', readers, readers, readers, readers),
  told: row('order', 'not-filed', server, server, server, server),
  'entry-held': row('order', 'not-filed', server, server, server, server),
  'retention-held': row(
    'order',
    officerOrSupervisor,
    officerOrSupervisor,
    officerOrSupervisor,
    officerOrSupervisor,
    officerOrSupervisor,
  ),
  'retention-released': row(
    'order',
    officerOrSupervisor,
    officerOrSupervisor,
    officerOrSupervisor,
    officerOrSupervisor,
    officerOrSupervisor,
  ),
  // While somebody works on it there is nothing to dispose of.
  // An officer asks; what follows needs a supervisor (retention.ts).
  'disposal-decided': row('order', 'not-filed', 'not-closed', 'suspended', 'not-closed', officerOrSupervisor),
  archived: row('order', 'not-filed', 'not-closed', 'suspended', 'not-closed', supervisors),
  erased: row('order', server, server, server, server, server),
} satisfies Readonly<Record<RequestKind, Row>>

function row(...cells: readonly [...Cells]): Row {
  const [none, draft, filed, suspended, decided, closed] = cells
  return { none, draft, filed, suspended, decided, closed }
}
/** In the order of `stages`. */
type Cells = [
  none: ByRole | Refusal,
  draft: ByRole | Refusal,
  filed: ByRole | Refusal,
  suspended: ByRole | Refusal,
  decided: ByRole | Refusal,
  closed: ByRole | Refusal,
]

export const stageOf = (
  status: Pick<DossierStatus, 'history' | 'suspended' | 'closed' | 'submitted' | 'decision'>,
): Stage => {
  if (status.suspended.length > 0) return 'suspended'
  if (status.closed) return 'closed'
  if (status.submitted === null) return status.history.some(({ kind }) => kind === 'opened') ? 'draft' : 'none'
  return status.decision === null ? 'filed' : 'decided'
}

/** May this role write it in any stage at all? */
export const writesEver = (kind: RequestKind, role: Role): boolean =>
  stages.some((stage) => {
    const cell = may[kind][stage]
    return typeof cell !== 'string' && cell[role] !== null
  })

/** Null when the table has nothing against it. */
export const tableRefusal = (
  kind: RequestKind,
  status: DossierStatus,
  by: { readonly role: Role; readonly unit: string },
): Refusal | null => {
  const cell = may[kind][stageOf(status)]
  const { role, unit } = by
  // Told first: it may be in the circulation when its forerunners have come, and is then judged again.
  const isOutside = role !== 'system' && role !== 'supervisor' && !status.circulation.includes(unit)
  if (typeof cell === 'string') return isOutside ? 'circulation' : cell
  const reach = cell[role]
  if (reach === null) return isOutside ? 'circulation' : 'role'
  if (reach === 'anywhere' || reaches[reach](status, unit)) return null
  if (isOutside) return 'circulation'
  return reach === 'asked' ? 'not-asked' : 'elsewhere'
}

type Seen = Pick<DossierStatus, 'circulation' | 'office' | 'opinions'>

const reaches: Readonly<Record<Exclude<Reach, 'anywhere'>, (seen: Seen, unit: string) => boolean>> = {
  inside: ({ circulation }, unit) => circulation.includes(unit),
  desk: ({ circulation, office }, unit) => unit === circulation[0] || unit === office,
  office: ({ office }, unit) => unit === office,
  asked: ({ opinions }, unit) => opinions.some(({ request }) => request.payload['from'] === unit),
}
