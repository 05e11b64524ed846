// Who may write which act, when. The same rules run on the device before an act is saved and on the server before it
// is committed, so an honest device is never refused. An act is judged by what its author had seen.
//
//   may.ts            kind × stage × role, and from where       machine.ts   the pack's workflow
//   content-rules.ts  what it says                              mandate.ts   what is done in the person's name
import type { Directory, Role } from '../access/directory.ts'
import { availableTransitions, neutralKinds, transitionFor } from '../procedure/machine.ts'
import { packRef, type ProcedurePack } from '../procedure/pack.ts'
import { actKinds, type ActKind } from '../procedure/workflow.ts'
import { ok, type Result } from '../text/result.ts'
import type { Act } from './act.ts'
import { communeWriters, isCommuneKind, refusalOf } from './commune-acts.ts'
import { contentRefusal, opinionsAwaited, papersOf } from './content-rules.ts'
import { isOverFor, isRevoked } from './mandate.ts'
import { blobsOf } from './named-blobs.ts'
import { holdsIn } from './retention-hold.ts'
import { stageOf, tableRefusal, writesEver, type RequestKind } from './may.ts'
import { parsePayload, payloadOf } from './payload.ts'
import { refuse, type Refusal, type RuleError } from './refusals.ts'
import { eventOf, statusSeenBy, type DossierStatus } from './status.ts'

export type { RuleError } from './refusals.ts'

export interface RuleContext {
  /** Acts of the dossier already kept. */
  readonly acts: readonly Act[]
  readonly directory: Pick<Directory, 'units' | 'agents'>
  readonly packs: readonly ProcedurePack[]
}

export const findPack = (packs: readonly ProcedurePack[], ref: string): ProcedurePack | null =>
  packs.find((pack) => packRef(pack) === ref) ?? null

/** Is this act one that its author may write, given what the author had seen? */
export const checkAct = (context: RuleContext, act: Act): Result<void, RuleError> => {
  const refusal = refusalFor(context, act)
  return refusal ? refuse(refusal) : ok(undefined)
}

const refusalFor = ({ acts, directory, packs }: RuleContext, act: Act): Refusal | null => {
  if (!parsePayload(act.kind, act.payload).ok) return 'malformed'
  const { kind, by } = act
  const isTheirs = isCommuneKind(kind) ? communeWriters[kind].includes(by.role) : writesEver(kind, by.role)
  if (!isTheirs) return kind === 'numbered' ? 'server-numbers' : 'role'
  if (by.role !== 'system' && !isKnown(directory, act)) return 'unknown-person'
  const others = acts.filter((one) => one.id !== act.id)
  if (isCommuneKind(kind)) return refusalOf(others, act)
  const opened = others.find((one) => one.kind === 'opened')
  if (kind === 'opened') {
    if (opened || others.some((one) => isCommuneKind(one.kind))) return 'order'
    return findPack(packs, payloadOf(act, 'opened')?.procedure ?? '') ? null : 'unknown-procedure'
  }
  if (!opened) return 'order'
  const pack = findPack(packs, payloadOf(opened, 'opened')?.procedure ?? '')
  if (!pack) return 'unknown-procedure'
  const seen = statusSeenBy(others, act, pack.workflow)
  const refusal = tableRefusal(kind, seen, by)
  if (refusal === 'closed' && kind === 'handed-over' && seen.handedOver) return 'handed-over'
  return (
    refusal ??
    isOverFor(seen, kind, by.role, act.beacon) ??
    contentRefusal({ act, seen, pack, directory }) ??
    workflowRefusal(pack, seen, act)
  )
}

/** Kinds this person may write now, for the buttons of a screen: the same rules, asked beforehand, at the last beacon. */
export const kindsAllowed = (
  pack: ProcedurePack,
  status: DossierStatus,
  by: { readonly role: Role; readonly unit: string },
  beacon: string | null = null,
): readonly ActKind[] => {
  if (by.role !== 'supervisor' && !status.circulation.includes(by.unit)) return []
  const next = availableTransitions(pack.workflow, status.state, by.role, status.made)
  return actKinds.filter((kind) => {
    if (kind === 'opened' || tableRefusal(kind, status, by)) return false
    if (kind === 'mandate-revoked' ? isRevoked(status) : isOverFor(status, kind, by.role, beacon)) return false
    if (isMoot(kind, pack, status, by.unit)) return false
    return neutralKinds.has(kind) || next.some((one) => one.on === kind)
  })
}

/** Nothing it could say would be let through. */
const isMoot = (kind: RequestKind, pack: ProcedurePack, status: DossierStatus, unit: string): boolean => {
  if (kind === 'settled') return status.suspended.length === 0 && status.handedOverTwice.length === 0
  if (kind === 'handed-over') return status.handedOver !== null
  if (kind === 'opinion-given') return opinionsAwaited(status, unit).length === 0
  if (kind === 'issued') return papersOf(pack).length === 0 || status.unsettledFields.length > 0
  if (kind === 'numbered') return status.issued.length === 0
  if (kind === 'retention-released') return holdsIn(status.history).length === 0
  if (kind === 'paper-taken-out') return blobsOf({ acts: status.history }).size === 0
  return (kind === 'piece-requested' || kind === 'piece-supplied') && pack.service.hasInputType.length === 0
}

const isKnown = ({ agents }: Pick<Directory, 'agents'>, { by }: Act): boolean =>
  agents.some((agent) => agent.id === by.agent && agent.role === by.role && agent.unit === by.unit)

/** Acts that move a dossier must have a step to make. */
const workflowRefusal = (pack: ProcedurePack, seen: DossierStatus, act: Act): Refusal | null => {
  const event = eventOf(act)
  if (neutralKinds.has(event.kind)) return null
  const found = transitionFor(pack.workflow, seen.state, event, act.by.role, seen.made)
  if (found.ok) return null
  if (found.error.type === 'already-made') return 'once'
  if (found.error.type === 'reason-missing') return 'malformed'
  return found.error.type === 'role-not-allowed' ? 'role' : outOfTime(event.kind, seen)
}

/** Said more precisely than "not in this state", where the kind and the stage tell what is wrong. */
const outOfTime = (kind: ActKind, seen: DossierStatus): Refusal => {
  const stage = stageOf(seen)
  if (kind === 'reopened') return 'not-reopened'
  if ((kind === 'ready' || kind === 'handed-over') && stage === 'filed') return 'not-accepted'
  return kind === 'decided' && stage === 'decided' ? 'decided' : 'transition'
}
