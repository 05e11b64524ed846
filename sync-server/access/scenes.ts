// The dossiers that the matrix is tried on: a request in every state that its pack can bring it to, and what each kind of
// act may say. Everything here is written by people who may.
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { makeAct, type Act, type ActAuthor } from '../../shared/dossier/act.ts'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { headsOf } from '../../shared/dossier/graph.ts'
import { packRef, type ProcedurePack } from '../../shared/procedure/pack.ts'
import { actKinds, communeKinds, type ActKind, type Transition } from '../../shared/procedure/workflow.ts'
import { scopes, staffRoles, type Scope, type StaffRole } from './policy.ts'

const name = { fr: 'x', ar: 'س' }
const units = { own: 'point-home', circulation: 'office-home', other: 'office-far' } as const

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

const hash = sha256Url(new Uint8Array())
const point = toBase64Url(new Uint8Array(65).fill(4))
const to = [units.circulation]
const counts = { rows: 0, packets: 0, recordings: 0 }

/** What an act of that kind says, in each way that could matter to who may say it. */
export const payloadsOf = (kind: ActKind, pack: ProcedurePack, by: ActAuthor, first: Act | null): Act['payload'][] => {
  const procedure = packRef(pack)
  const text = 'Je veux bien.'
  const one: Partial<Record<ActKind, Act['payload'][]>> = {
    opened: [{ procedure, lang: 'fr' }],
    'mandate-given': [
      {
        procedure,
        days: 365,
        until: '2027-11-20',
        method: 'oral',
        witness: 'Voisin',
        text,
        textLang: 'fr',
        textHash: sha256Url(new TextEncoder().encode(text)),
      },
    ],
    submitted: [
      {
        procedure,
        answersHash: hash,
        attachments: [],
        to: units.circulation,
        reference: makeReference(12, 345),
        tokenHash: hash,
        secretHash: hash,
        mode: 'enabling',
      },
    ],
    received: [{ official: true }],
    claimed: [{}, { release: true }],
    'piece-requested': [{ pieces: ['x'] }],
    'piece-supplied': [{ pieces: ['x'], capture: 'seen' }],
    'opinion-requested': [{ from: units.other, text }],
    'opinion-given': [{ outcome: 'favourable', text }],
    decided: [...new Set(pack.workflow.transitions.flatMap(({ when }) => when?.['outcome'] ?? []))].flatMap(
      (outcome) => [{ outcome }, { outcome, reason: 'x' }],
    ),
    settled: [{ keep: hash, text }],
    issued: [{ document: 'x' }],
    'handed-over': [{ proof: 'reference' }],
    withdrawn: [{ reason: text }],
    corrected: [{ field: 'x', value: 'y', reason: text }],
    transferred: [{ to: units.other, reason: text }],
    noted: [{ text }],
    rated: [{ score: 3 }],
    'contact-chosen': [{ sms: false }],
    'voice-recorded': [
      {
        prompt: 'app.hear-again',
        voice: 'shi',
        scope: 'commune',
        speaker: 'Fadma',
        consent: true,
        mediaType: 'audio/webm',
        ms: 900,
        audio: 'GkXf',
        to,
      },
    ],
    'voice-approved': [{ scope: 'commune', to }],
    'voice-rejected': [{ reason: text }],
    'visits-counted': [{ day: '2026-11-21', to, forms: [visits] }],
    'device-lent': [{ device: idOf('machine'), unit: units.other, to }],
    'device-erase-ordered': [{ device: idOf('machine'), to }],
    'device-revoked': [{ device: idOf('machine'), reason: 'lost', to }],
    'link-made': [{ agent: 'somebody', codeHash: hash, to }],
    'person-joined': [{ agent: 'somebody', device: by.device, publicKey: point, to }],
    'person-certified': [{ joined: first?.id ?? hash }],
    'key-rotated': [{ publicKey: point, to }],
    'person-left': [{ agent: 'somebody', reason: 'left', to }],
    'work-admitted': [{ device: idOf('machine'), to }],
    incident: [{ found: 'lost', back: counts, missing: { rows: 0, packets: 0 }, mirror: 'none', to }],
  }
  return one[kind] ?? [{}]
}

const visits = {
  procedure: 'ma.x',
  filed: 3,
  refused: 0,
  turned: [0, 0, 1, 2, 0, 0, 0, 0],
  byCitizen: 4,
  byHelper: 6,
  readBack: 2,
  skipped: {},
  corrected: 1,
  wrong: 2,
  taught: 9,
  missed: 1,
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
  readonly state: string | null
  readonly made: readonly string[]
  readonly acts: readonly Act[]
}

/** A dossier in every state that people who may can bring it to, the shortest way; and one that nobody has opened. */
export const scenesOf = (pack: ProcedurePack, dossier: string): readonly Scene[] => {
  const helper = authorOf('mediator', 'own')
  const acts: Act[] = []
  for (const kind of ['opened', 'mandate-given'] as const)
    acts.push(actOf(kind, helper, dossier, acts, payloadsOf(kind, pack, helper, null)[0] ?? {}))
  const found = new Map<string, Scene>([[pack.workflow.initial, { state: pack.workflow.initial, made: [], acts }]])
  for (const scene of found.values())
    for (const step of pack.workflow.transitions) {
      if (scene.state === null || !step.from.includes(scene.state) || found.has(step.to)) continue
      found.set(step.to, {
        state: step.to,
        made: [...scene.made, step.id],
        acts: taken(step, scene.acts, pack, dossier),
      })
    }
  return [{ state: null, made: [], acts: [] }, ...found.values()]
}

const taken = (step: Transition, acts: readonly Act[], pack: ProcedurePack, dossier: string): readonly Act[] => {
  const role = staffRoles.find((one) => step.by.includes(one))
  if (!role) throw new Error(`nobody makes ${step.id}`)
  const by = authorOf(role, role === 'mediator' ? 'own' : 'circulation')
  const payload = payloadsOf(step.on, pack, by, null).find(
    (one) =>
      Object.entries(step.when ?? {}).every(([field, value]) => String(one[field] ?? '') === value) &&
      (!step.requires?.includes('reason') || one['reason'] !== undefined),
  )
  if (!payload) throw new Error(`nothing to say for ${step.id}`)
  return [...acts, actOf(step.on, by, dossier, acts, payload)]
}
