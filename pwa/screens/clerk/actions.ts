// What the clerk can do with the open dossier now, each with its key. The pack's workflow and the rules decide;
// this file only gives letters and pictures, the same for every procedure, and says of what is shut why it is.
import type { Role } from '../../../shared/access/directory.ts'
import { availableTransitions } from '../../../shared/procedure/machine.ts'
import { givesPaper } from '../../../shared/procedure/gives-paper.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { ActKind } from '../../../shared/procedure/workflow.ts'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { IconName } from '../../ui/icon-paths.ts'

export interface Action {
  /** `decided:accepted`, `claimed`, `claimed:release`… */
  readonly id: string
  readonly kind: ActKind
  readonly outcome: string | null
  /** One capital letter; null for a decision only this pack knows, which then has no shortcut. */
  readonly shortcut: string | null
  readonly icon: IconName
  readonly tone: 'primary' | 'secondary' | 'yes' | 'no' | 'quiet' | 'danger'
  /** The pack's own word for it; null for what every dossier has, named by the room's catalogue. */
  readonly label: L10n | null
  /** The pack asks for a reason from its list. */
  readonly needsReason: boolean
  /** Money is taken before it. */
  readonly needsPayment: boolean
  /** A paper leaves the room with it, so the citizen's pairs are asked for. A repaired road is only closed. */
  readonly handsPaper: boolean
  /** Why it cannot be done here and now, where that is known before it is pressed. */
  readonly shut: Shut | null
}

/** The law's own words from the pack, or that it was done once already. */
export type Shut = L10n | 'once'

export interface Now {
  readonly pack: Pick<ProcedurePack, 'workflow' | 'service'> | null
  readonly state: string
  readonly role: Role
  readonly mayAct: readonly ActKind[]
  /** Ids of the transitions gone through. */
  readonly made: readonly string[]
  readonly isMine: boolean
  /** Two decisions wait for a person. */
  readonly isSuspended: boolean
  /** These, or two hand-overs. */
  readonly isContested: boolean
  readonly isClosed: boolean
  /** My unit was asked what it thinks, and has not said. */
  readonly isAsked: boolean
  /** Somebody was sent to see, and has not told. */
  readonly isVisitOpen: boolean
  /** A paper was printed already: its page shows it, whatever may still be written. */
  readonly isPaperThere: boolean
  /** What the procedure forbids here and now (guard-rails), in its own words. */
  shutBy(kind: ActKind, payload: Readonly<Record<string, unknown>>): L10n | null
}

type Face = Pick<Action, 'shortcut' | 'icon' | 'tone'>

// Kinds a clerk writes from this screen, in the order of the buttons.
const faces: Readonly<Record<string, Face>> = {
  claimed: { shortcut: 'C', icon: 'claim', tone: 'secondary' },
  'claimed:release': { shortcut: 'C', icon: 'release', tone: 'secondary' },
  'decided:accepted': { shortcut: 'A', icon: 'check', tone: 'yes' },
  'decided:scheduled': { shortcut: 'A', icon: 'calendar', tone: 'yes' },
  'decided:refused': { shortcut: 'R', icon: 'close', tone: 'no' },
  'decided:not-ours': { shortcut: 'R', icon: 'external', tone: 'no' },
  'decided:duplicate': { shortcut: 'D', icon: 'copy', tone: 'secondary' },
  'opinion-given': { shortcut: 'E', icon: 'info', tone: 'primary' },
  visited: { shortcut: 'V', icon: 'eye', tone: 'secondary' },
  'piece-requested': { shortcut: 'P', icon: 'file', tone: 'secondary' },
  'piece-supplied': { shortcut: 'S', icon: 'upload', tone: 'secondary' },
  issued: { shortcut: 'I', icon: 'print', tone: 'primary' },
  ready: { shortcut: 'Y', icon: 'inbox', tone: 'primary' },
  'handed-over': { shortcut: 'H', icon: 'hand', tone: 'primary' },
  settled: { shortcut: 'T', icon: 'settle', tone: 'primary' },
  reopened: { shortcut: 'O', icon: 'refresh', tone: 'secondary' },
  'opinion-requested': { shortcut: 'Q', icon: 'help', tone: 'quiet' },
  'visit-ordered': { shortcut: 'V', icon: 'map-pin', tone: 'quiet' },
  transferred: { shortcut: 'X', icon: 'office', tone: 'quiet' },
  corrected: { shortcut: 'M', icon: 'edit', tone: 'quiet' },
  noted: { shortcut: 'N', icon: 'note', tone: 'quiet' },
  withdrawn: { shortcut: 'W', icon: 'trash', tone: 'quiet' },
  'retention-held': { shortcut: null, icon: 'shield', tone: 'quiet' },
  'retention-released': { shortcut: null, icon: 'shield', tone: 'quiet' },
  'disposal-decided': { shortcut: null, icon: 'trash', tone: 'quiet' },
}
const order = Object.keys(faces)

/** Kinds that every dossier has, whatever its workflow says of them. */
const always = [
  'claimed',
  'settled',
  'opinion-requested',
  'opinion-given',
  'visit-ordered',
  'visited',
  'issued',
  'transferred',
  'corrected',
  'noted',
  'retention-held',
  'retention-released',
  'disposal-decided',
] as const satisfies readonly ActKind[]

/** In the order of the screen; nothing that would be refused, but what is shut for a reason that can be said. */
export const actionsNow = (now: Now): readonly Action[] => {
  const moves = now.pack ? availableTransitions(now.pack.workflow, now.state, now.role) : []
  const fromPack = moves
    .filter((move) => (move.on in faces || move.on === 'decided') && move.on !== 'claimed')
    .filter((move) => now.mayAct.includes(move.on) || isSpent(now, move))
    .filter((move) => isNowOrNever(now, move.on))
    .map((move): Action => {
      const outcome = move.on === 'decided' ? (move.when?.['outcome'] ?? null) : null
      const id = outcome === null ? move.on : `${move.on}:${outcome}`
      return {
        id,
        kind: move.on,
        outcome,
        ...(faces[id] ?? { shortcut: null, icon: 'check', tone: 'secondary' }),
        label: move.label,
        needsReason: move.requires?.includes('reason') ?? false,
        needsPayment: move.requires?.includes('payment') ?? false,
        handsPaper: move.on === 'handed-over' && givesPaper(now.pack),
        shut: isSpent(now, move) ? 'once' : now.shutBy(move.on, outcome === null ? {} : { outcome }),
      }
    })
  const ours = always
    .filter((kind) => now.mayAct.includes(kind) || (kind === 'issued' && now.isPaperThere))
    .filter((kind) => isNowOrNever(now, kind))
    .map((kind): Action => {
      const id = kind === 'claimed' && now.isMine ? 'claimed:release' : kind
      const face = faces[id] ?? { shortcut: null, icon: 'more', tone: 'quiet' }
      return {
        id,
        kind,
        outcome: null,
        ...face,
        label: null,
        needsReason: false,
        needsPayment: false,
        handsPaper: false,
        // Where a paper is printed already, its page shows it, whatever may be written there.
        shut: kind === 'issued' && now.isPaperThere ? null : now.shutBy(kind, {}),
      }
    })
  const unique = new Map([...ours, ...fromPack].map((action) => [action.id, action]))
  return [...unique.values()]
    .sort((a, b) => rank(a) - rank(b))
    .map((action, index, all) =>
      all.slice(0, index).some(isPrimary) && isPrimary(action) ? { ...action, tone: 'secondary' } : action,
    )
}

/** Buttons that would have nothing to work on are not shown: an opinion nobody asked for, a visit nobody ordered. */
const isNowOrNever = (now: Now, kind: ActKind): boolean => {
  if (now.isSuspended) return kind === 'settled' || kind === 'noted' || kind === 'corrected'
  switch (kind) {
    case 'settled':
      return now.isContested
    case 'claimed':
    case 'opinion-requested':
    case 'transferred':
    case 'corrected':
      return !now.isClosed
    case 'opinion-given':
      return now.isAsked
    case 'visited':
      return now.isVisitOpen
    case 'visit-ordered':
      return !now.isVisitOpen && !now.isClosed
    case 'issued':
      return hasTemplate(now.pack)
    case 'disposal-decided':
      return now.isClosed
    case 'retention-held':
      return !now.mayAct.includes('retention-released')
    default:
      return true
  }
}

const isSpent = (now: Now, move: { readonly id: string; readonly once?: boolean }): boolean =>
  move.once === true && now.made.includes(move.id)

/** What is done now and then stands apart from the day's work. */
export const isAside = (action: Action): boolean => action.tone === 'quiet'

/** One primary a screen: the earlier step of the work. */
const isPrimary = (action: Action) => action.tone === 'primary'

/** Is there a paper that this office can print? */
const hasTemplate = (pack: Pick<ProcedurePack, 'service'> | null): boolean =>
  pack?.service.produces.some((output) => output.template !== undefined) ?? false

const rank = (action: Action) => (order.includes(action.id) ? order.indexOf(action.id) : order.length)
