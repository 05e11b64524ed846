// What the clerk can do with the open dossier now, each with its key. The pack's workflow and the rules decide;
// this file only gives letters and pictures, the same for every procedure.
import type { Role } from '../../../shared/access/directory.ts'
import { availableTransitions } from '../../../shared/procedure/machine.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { ActKind } from '../../../shared/procedure/workflow.ts'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { IconName } from '../../ui/icon-names.ts'

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
}

interface Now {
  readonly pack: Pick<ProcedurePack, 'workflow' | 'service'> | null
  readonly state: string
  readonly role: Role
  readonly mayAct: readonly ActKind[]
  readonly isMine: boolean
  readonly isSuspended: boolean
  readonly isClosed: boolean
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
  'piece-requested': { shortcut: 'P', icon: 'file', tone: 'secondary' },
  'piece-supplied': { shortcut: 'S', icon: 'upload', tone: 'secondary' },
  ready: { shortcut: 'Y', icon: 'inbox', tone: 'primary' },
  'handed-over': { shortcut: 'H', icon: 'hand', tone: 'primary' },
  settled: { shortcut: 'T', icon: 'settle', tone: 'primary' },
  withdrawn: { shortcut: 'W', icon: 'trash', tone: 'quiet' },
  noted: { shortcut: 'N', icon: 'note', tone: 'quiet' },
}
const order = Object.keys(faces)

/** In the order of the screen; nothing that would be refused. While suspended, only settling and notes are open. */
export const actionsNow = (now: Now): readonly Action[] => {
  const moves = now.pack ? availableTransitions(now.pack.workflow, now.state, now.role) : []
  const fromPack = moves
    .filter((move) => now.mayAct.includes(move.on) && (move.on in faces || move.on === 'decided'))
    .filter((move) => move.on !== 'claimed')
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
      }
    })
  const always = (['claimed', 'noted', 'settled'] as const)
    .filter((kind) => now.mayAct.includes(kind))
    .filter((kind) => (kind === 'settled' ? now.isSuspended : kind !== 'claimed' || !now.isClosed))
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
      }
    })
  const unique = new Map([...fromPack, ...always].map((action) => [action.id, action]))
  return [...unique.values()]
    .filter((action) => !now.isSuspended || action.kind === 'settled' || action.kind === 'noted')
    .sort((a, b) => rank(a) - rank(b))
    .map((action, index, all) =>
      all.slice(0, index).some(isPrimary) && isPrimary(action) ? { ...action, tone: 'secondary' } : action,
    )
}

/** One primary a screen: the earlier step of the work. */
const isPrimary = (action: Action) => action.tone === 'primary'

/** Does the procedure end with something given by hand, beyond the receipt of its filing? */
export const givesPaper = (pack: Pick<ProcedurePack, 'service'> | null): boolean =>
  pack === null || pack.service.produces.some((output) => output.type !== 'receipt')

const rank = (action: Action) => (order.includes(action.id) ? order.indexOf(action.id) : order.length)
