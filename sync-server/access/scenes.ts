// The dossiers that the matrix is tried on: a request in every state that its pack can bring it to, and in what no state
// tells: decided apart, an opinion awaited, elsewhere since, a paper issued, handed over twice, opened again. Everything
// in them is written by people who may.
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { makeAct, type Act, type ActAuthor } from '../../shared/dossier/act.ts'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { headsOf } from '../../shared/dossier/graph.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { actKinds, communeKinds, type ActKind, type Transition } from '../../shared/procedure/workflow.ts'
import { scopes, staffRoles, type Scope, type Situation, type StaffRole } from './policy.ts'
import { sayingsOf, type Payload } from './sayings.ts'

const name = { fr: 'x', ar: 'س' }
export const units = { own: 'point-home', circulation: 'office-home', other: 'office-far' } as const

/** One person of each role at each place, and nobody else: who has the scope `none` stands in no list. */
export const people: readonly (Agent & { readonly role: StaffRole })[] = Object.values(units).flatMap((unit) =>
  staffRoles.map((role) => ({ id: `${role}@${unit}`, name: `${role} ${unit}`, role, unit })),
)
export const places: Directory['units'] = [
  { id: units.own, kind: 'point', name, site: 12, pivots: [] },
  { id: units.circulation, kind: 'office', name, pivots: [] },
  { id: units.other, kind: 'office', name, pivots: [] },
]
export const allKinds: readonly ActKind[] = [...actKinds, ...communeKinds]
export const everyCase = staffRoles.flatMap((role) => scopes.map((scope) => ({ role, scope })))

export const idOf = (word: string): string => sha256Url(new TextEncoder().encode(word)).slice(0, 21) + 'A'
export const deviceOf = (agent: string): string => idOf(`device of ${agent}`)
export const authorOf = (role: StaffRole, scope: Scope): ActAuthor => {
  const unit = scope === 'none' ? units.own : units[scope]
  const agent = scope === 'none' ? `${role}@nowhere` : `${role}@${unit}`
  return { agent, device: deviceOf(agent), unit, role }
}

export const actOf = (
  kind: ActKind,
  by: ActAuthor,
  dossier: string,
  before: readonly Act[],
  payload: Act['payload'],
): Act =>
  makeAct({ v: 1, dossier, kind, by, at: '2026-11-21T09:00:00Z', beacon: null, after: headsOf(before), payload })

export interface Scene {
  readonly called: string
  readonly now: Situation
  readonly acts: readonly Act[]
}

const nowhere: Situation = {
  state: null,
  phase: 'empty',
  made: [],
  inside: ['own', 'circulation', 'other'],
  holder: null,
  asked: [],
  issued: false,
  handed: false,
  handedApart: false,
  disputed: false,
}

const helper = authorOf('mediator', 'own')
const clerk = authorOf('clerk', 'circulation')
const officer = authorOf('officer', 'circulation')

/** Every scene of a pack; the first is a dossier that nobody has opened. */
export const scenesOf = (pack: ProcedurePack, dossier: string): readonly Scene[] => {
  const states = statesOf(pack, dossier)
  const filed = states.find(({ now }) => now.phase === 'filed')
  const accepted = states.find(({ now }) => now.phase === 'decided')
  const more = [
    ...(filed ? workedOn(filed, pack, dossier) : []),
    ...(accepted ? decidedOn(accepted, pack, dossier) : []),
    ...states.filter(({ now }) => now.phase === 'over').flatMap((over) => openedAgain(over, pack, dossier)),
  ]
  return [{ called: 'nothing', now: nowhere, acts: [] }, ...states, ...more]
}

/** In every state, the shortest way. */
const statesOf = (pack: ProcedurePack, dossier: string): readonly Scene[] => {
  const acts: Act[] = []
  for (const kind of ['opened', 'mandate-given'] as const)
    acts.push(actOf(kind, helper, dossier, acts, firstOf(kind, pack, helper, acts)))
  const { initial } = pack.workflow
  const draft: Scene = { called: initial, now: { ...nowhere, state: initial, phase: 'draft', inside: ['own'] }, acts }
  const found = new Map<string, Scene>([[initial, draft]])
  for (const scene of found.values())
    for (const step of pack.workflow.transitions)
      if (step.from.includes(scene.called) && !found.has(step.to)) found.set(step.to, taken(step, scene, pack, dossier))
  return [...found.values()]
}

const firstOf = (kind: ActKind, pack: ProcedurePack, by: ActAuthor, acts: readonly Act[]): Payload =>
  sayingsOf({ pack, by, acts, units })(kind)[0]?.payload ?? {}

const taken = (step: Transition, { now, acts }: Scene, pack: ProcedurePack, dossier: string): Scene => {
  const role = staffRoles.find((one) => step.by.includes(one))
  if (!role) throw new Error(`nobody makes ${step.id}`)
  const by = authorOf(role, role === 'mediator' ? 'own' : 'circulation')
  const saying = sayingsOf({ pack, by, acts, units })(step.on).find(
    ({ payload, isWrong }) =>
      !isWrong(now, 'circulation') &&
      Object.entries(step.when ?? {}).every(([field, value]) => String(payload[field] ?? '') === value) &&
      (!step.requires?.includes('reason') || payload['reason'] !== undefined),
  )
  if (!saying) throw new Error(`nothing to say for ${step.id}`)
  const isFiling = step.on === 'submitted'
  const isFinal = pack.workflow.states[step.to]?.final !== undefined
  return {
    called: step.to,
    now: {
      ...now,
      state: step.to,
      made: [...now.made, step.id],
      phase: isFinal ? 'over' : isFiling ? 'filed' : step.on === 'decided' ? 'decided' : now.phase,
      handed: now.handed || step.on === 'handed-over',
      ...(isFiling ? { inside: ['own', 'circulation'], holder: 'circulation' } : {}),
    },
    acts: [...acts, actOf(step.on, by, dossier, acts, saying.payload)],
  }
}

type Written = readonly [kind: ActKind, by: ActAuthor, payload: Payload]

const and = (scene: Scene, dossier: string, called: string, written: readonly Written[], now: Partial<Situation>) => {
  const acts = [...scene.acts]
  for (const [kind, by, payload] of written) acts.push(actOf(kind, by, dossier, acts, payload))
  return { called: `${scene.called}, ${called}`, now: { ...scene.now, ...now }, acts }
}

/** Written by people who had not seen each other. */
const apart = (scene: Scene, dossier: string, called: string, written: readonly Written[], now: Partial<Situation>) => {
  const acts = written.map(([kind, by, payload]) => actOf(kind, by, dossier, scene.acts, payload))
  return { called: `${scene.called}, ${called}`, now: { ...scene.now, ...now }, acts: [...scene.acts, ...acts] }
}

const everywhere = ['own', 'circulation', 'other'] as const

const workedOn = (filed: Scene, pack: ProcedurePack, dossier: string): readonly Scene[] => {
  const far = authorOf('clerk', 'other')
  const decisions = pack.workflow.transitions.filter(({ on, from }) => on === 'decided' && from.includes(filed.called))
  const [yes, no] = decisions.map(({ when }) => ({ outcome: when?.['outcome'] ?? '', reason: 'x' }))
  const asked = and(
    filed,
    dossier,
    'an opinion asked',
    [['opinion-requested', clerk, { from: units.other, text: 'x' }]],
    {
      inside: everywhere,
      asked: ['other'],
    },
  )
  return [
    asked,
    and(asked, dossier, 'given', [['opinion-given', far, { outcome: 'reserved', text: 'x' }]], { asked: [] }),
    and(filed, dossier, 'sent on', [['transferred', clerk, { to: units.other, reason: 'x' }]], {
      inside: everywhere,
      holder: 'other',
    }),
    ...(yes && no
      ? [
          apart(
            filed,
            dossier,
            'decided apart',
            [
              ['decided', clerk, yes],
              ['decided', officer, no],
            ],
            { phase: 'apart' },
          ),
        ]
      : []),
  ]
}

const decidedOn = (accepted: Scene, pack: ProcedurePack, dossier: string): readonly Scene[] => {
  const question = pack.form.survey.find(({ type, privacy }) => type === 'text' && privacy === undefined)?.name
  const corrected = (value: string): Payload => ({ field: question, value, reason: 'x' })
  const given = [
    ['handed-over', clerk, { proof: 'scan' }],
    ['handed-over', officer, { proof: 'mark' }],
  ] as const
  const over = pack.workflow.transitions.find(({ on, from }) => on === 'handed-over' && from.includes(accepted.called))
  const paper = pack.service.produces.find(({ type }) => type !== 'receipt')?.id
  return [
    apart(
      accepted,
      dossier,
      'corrected apart',
      [
        ['corrected', clerk, corrected('y')],
        ['corrected', officer, corrected('z')],
      ],
      { disputed: true },
    ),
    ...(over
      ? [
          apart(accepted, dossier, 'handed over apart', given, {
            state: over.to,
            phase: 'over',
            made: [...accepted.now.made, over.id],
            handed: true,
            handedApart: true,
          }),
        ]
      : []),
    ...(paper ? [and(accepted, dossier, 'issued', [['issued', clerk, { document: paper }]], { issued: true })] : []),
  ]
}

const openedAgain = (over: Scene, pack: ProcedurePack, dossier: string): readonly Scene[] => {
  const step = pack.workflow.transitions.find(({ on, from }) => on === 'reopened' && from.includes(over.called))
  if (!step) return []
  const now = { state: step.to, phase: 'filed', made: [...over.now.made, step.id], handed: false } as const
  return [and(over, dossier, 'opened again', [['reopened', officer, { reason: 'x' }]], now)]
}
