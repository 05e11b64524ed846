// Who may write which act, when. The same rules run on the device before an act is saved and on the server before it
// is committed, so an honest device is never refused. An act is judged by what its author had seen.
import type { Directory, Role, Unit } from '../access/directory.ts'
import { availableTransitions, neutralKinds, transitionFor } from '../procedure/machine.ts'
import { packRef, type ProcedurePack } from '../procedure/pack.ts'
import type { ActKind } from '../procedure/workflow.ts'
import type { L10n } from '../text/l10n.ts'
import { err, ok, type Result } from '../text/result.ts'
import { communeWriters, isCommuneKind, refusalOf } from './commune-acts.ts'
import { statusSeenBy, type DossierStatus } from './status.ts'
import type { Act } from './act.ts'
import { hasMandate, isOverFor, isRevoked, lacksSurrogate } from './mandate.ts'
import { parsePayload, payloadOf } from './payload.ts'
import { siteOf } from './reference.ts'

export type RuleErrorType =
  | 'malformed'
  | 'role'
  | 'unknown-person'
  | 'circulation'
  | 'order'
  | 'mandate'
  | 'mandate-over'
  | 'unknown-procedure'
  | 'transition'
  | 'once'
  | 'reference'
  | 'office'
  | 'not-suspended'
  | 'suspended'

export interface RuleError {
  readonly type: RuleErrorType
  readonly detail: L10n
}

export interface RuleContext {
  /** Acts of the dossier already kept. */
  readonly acts: readonly Act[]
  readonly directory: Pick<Directory, 'units' | 'agents'>
  readonly packs: readonly ProcedurePack[]
}

const filing: readonly Role[] = ['mediator', 'clerk']
const deciding: readonly Role[] = ['clerk', 'officer']
const everyone: readonly Role[] = ['mediator', 'clerk', 'officer', 'supervisor']

/** Roles that may write a kind at all; for the kinds that move the workflow the pack says more. */
const writers: Readonly<Record<ActKind, readonly Role[]>> = {
  opened: filing,
  'mandate-given': filing,
  'mandate-revoked': everyone,
  submitted: filing,
  received: ['system'],
  claimed: deciding,
  'piece-requested': deciding,
  'piece-supplied': [...filing, 'officer'],
  'opinion-requested': deciding,
  'opinion-given': deciding,
  decided: [...deciding, 'system'],
  settled: ['officer', 'supervisor', 'clerk'],
  issued: deciding,
  ready: deciding,
  'handed-over': deciding,
  withdrawn: [...filing, 'officer'],
  corrected: [...filing, 'officer'],
  transferred: [...deciding, 'supervisor'],
  noted: everyone,
  rated: everyone,
  'contact-chosen': filing,
  ...communeWriters,
}

export const findPack = (packs: readonly ProcedurePack[], ref: string): ProcedurePack | null =>
  packs.find((pack) => packRef(pack) === ref) ?? null

/** Is this act one that its author may write, given what the author had seen? */
export const checkAct = ({ acts, directory, packs }: RuleContext, act: Act): Result<void, RuleError> => {
  if (!parsePayload(act.kind, act.payload).ok) return refuse('malformed')
  if (!writers[act.kind].includes(act.by.role)) return refuse('role')
  if (act.by.role !== 'system' && !isKnown(directory, act)) return refuse('unknown-person')
  const others = acts.filter((one) => one.id !== act.id)
  if (isCommuneKind(act.kind)) {
    const refusal = refusalOf(others, act)
    return refusal ? refuse(refusal) : ok(undefined)
  }
  const opened = others.find((one) => one.kind === 'opened')
  if (act.kind === 'opened')
    return opened || others.some((one) => isCommuneKind(one.kind))
      ? refuse('order')
      : knownProcedure(packs, payloadOf(act, 'opened')?.procedure)
  if (!opened) return refuse('order')
  const pack = findPack(packs, payloadOf(opened, 'opened')?.procedure ?? '')
  if (!pack) return refuse('unknown-procedure')
  const seen = statusSeenBy(others, act, pack.workflow)
  // A person takes their mandate back wherever they stand: whoever names the act it was filed by has read their receipt.
  const mayComeFromElsewhere = act.kind === 'mandate-revoked' && seen.submitted !== null
  const isFromElsewhere =
    act.by.role !== 'system' && act.by.role !== 'supervisor' && !seen.circulation.includes(act.by.unit)
  if (isFromElsewhere && !mayComeFromElsewhere) return refuse('circulation')
  const over = isOverFor(seen, act.kind, act.by.role, act.beacon)
  if (over) return refuse(over)
  if (lacksSurrogate(seen, act)) return refuse('mandate')
  if (act.kind === 'submitted') {
    const filed = checkSubmission(directory, pack, seen, act)
    if (!filed.ok) return filed
  }
  if (act.kind === 'settled') return settles(seen, act)
  if (seen.suspended.length > 0 && !neutralKinds.has(act.kind)) return refuse('suspended')
  return neutralKinds.has(act.kind) ? ok(undefined) : movesWorkflow(pack, seen, act)
}

/** Kinds this person may write now, for the buttons of a screen: the same rules, asked beforehand, at the last beacon. */
export const kindsAllowed = (
  pack: ProcedurePack,
  status: DossierStatus,
  by: { role: Role; unit: string },
  beacon: string | null = null,
): readonly ActKind[] => {
  if (by.role !== 'supervisor' && !status.circulation.includes(by.unit)) return []
  const next = availableTransitions(pack.workflow, status.state, by.role, status.made)
  return (Object.keys(writers) as ActKind[]).filter((kind) => {
    if (kind === 'opened' || isCommuneKind(kind) || !writers[kind].includes(by.role)) return false
    if (kind === 'settled') return status.suspended.length > 0
    if (kind === 'mandate-revoked' ? isRevoked(status) : isOverFor(status, kind, by.role, beacon)) return false
    if (neutralKinds.has(kind)) return true
    return status.suspended.length === 0 && next.some((one) => one.on === kind)
  })
}

const isKnown = ({ agents }: Pick<Directory, 'agents'>, { by }: Act): boolean =>
  agents.some((agent) => agent.id === by.agent && agent.role === by.role && agent.unit === by.unit)

const knownProcedure = (packs: readonly ProcedurePack[], ref: string | undefined): Result<void, RuleError> =>
  ref !== undefined && findPack(packs, ref) ? ok(undefined) : refuse('unknown-procedure')

const checkSubmission = (
  { units }: { readonly units: readonly Unit[] },
  pack: ProcedurePack,
  seen: DossierStatus,
  act: Act,
): Result<void, RuleError> => {
  const payload = payloadOf(act, 'submitted')
  if (!payload || payload.procedure !== packRef(pack)) return refuse('unknown-procedure')
  if (pack.mandate === 'required' && !hasMandate(seen)) return refuse('mandate')
  const point = units.find((unit) => unit.id === act.by.unit)
  if (point?.site !== undefined && siteOf(payload.reference) !== point.site) return refuse('reference')
  return units.some((unit) => unit.id === payload.to && unit.kind === 'office') ? ok(undefined) : refuse('office')
}

const settles = (seen: DossierStatus, act: Act): Result<void, RuleError> => {
  const keep = payloadOf(act, 'settled')?.keep
  return seen.suspended.some((decision) => decision.id === keep) ? ok(undefined) : refuse('not-suspended')
}

const movesWorkflow = (pack: ProcedurePack, seen: DossierStatus, act: Act): Result<void, RuleError> => {
  const found = transitionFor(pack.workflow, seen.state, act, act.by.role, seen.made)
  if (found.ok) return ok(undefined)
  if (found.error.type === 'already-made') return refuse('once')
  if (found.error.type === 'reason-missing') return refuse('malformed')
  return refuse(found.error.type === 'role-not-allowed' ? 'role' : 'transition')
}

const details: Readonly<Record<RuleErrorType, L10n>> = {
  malformed: {
    fr: 'Il manque une information à cet acte. Complétez-la et recommencez.',
    ar: 'تنقص هذا الإجراء معلومة. أكملوها ثم أعيدوا المحاولة.',
  },
  role: {
    fr: 'Votre rôle ne permet pas cet acte. Demandez à la personne compétente.',
    ar: 'صفتكم لا تسمح بهذا الإجراء. اطلبوه من الشخص المختص.',
  },
  'unknown-person': {
    fr: "Cette personne n'est pas connue dans ce service. Synchronisez l'appareil ou demandez un lien d'inscription.",
    ar: 'هذا الشخص غير معروف في هذه المصلحة. زامنوا الجهاز أو اطلبوا رابط تسجيل.',
  },
  circulation: {
    fr: "Ce dossier n'est pas confié à votre service.",
    ar: 'هذا الملف ليس موكولا إلى مصلحتكم.',
  },
  order: {
    fr: 'Cet acte arrive avant l’ouverture du dossier, ou une seconde fois.',
    ar: 'هذا الإجراء سابق لفتح الملف أو مكرر.',
  },
  mandate: {
    fr: 'Il faut d’abord l’accord (mandat) de la personne.',
    ar: 'يلزم أولا الحصول على موافقة (تفويض) الشخص المعني.',
  },
  'mandate-over': {
    fr: 'L’accord (mandat) de la personne a pris fin. Demandez-le-lui à nouveau.',
    ar: 'انتهت موافقة (تفويض) الشخص المعني. اطلبوها من جديد.',
  },
  'unknown-procedure': {
    fr: "Cette démarche n'est pas connue ici. Synchronisez l'appareil, puis recommencez.",
    ar: 'هذه المسطرة غير معروفة هنا. زامنوا الجهاز ثم أعيدوا المحاولة.',
  },
  transition: {
    fr: 'Cet acte n’est pas possible dans l’état où se trouve le dossier.',
    ar: 'هذا الإجراء غير ممكن في الوضعية الحالية للملف.',
  },
  once: {
    fr: 'Les pièces manquantes ne peuvent être demandées qu’une seule fois (loi 55-19).',
    ar: 'لا يمكن طلب الوثائق الناقصة إلا مرة واحدة (القانون 55.19).',
  },
  reference: {
    fr: 'Le numéro du dossier n’appartient pas à ce point de service.',
    ar: 'رقم الملف لا ينتمي إلى نقطة الخدمة هذه.',
  },
  office: {
    fr: 'Aucun bureau de la commune ne traite cette démarche.',
    ar: 'لا يوجد بالجماعة مكتب يعالج هذه المسطرة.',
  },
  'not-suspended': {
    fr: 'Il n’y a pas de décisions à départager, ou celle choisie n’en fait pas partie.',
    ar: 'لا توجد قرارات متعارضة للحسم فيها، أو أن القرار المختار ليس من بينها.',
  },
  suspended: {
    fr: 'Deux décisions se contredisent : une personne habilitée doit d’abord trancher.',
    ar: 'هناك قراران متعارضان: يجب أولا أن يحسم بينهما شخص مخول.',
  },
}

const refuse = (type: RuleErrorType): Result<never, RuleError> => err({ type, detail: details[type] })
