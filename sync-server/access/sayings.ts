// What an act of each kind may say, in every way that could matter to who may say it, and what is wrong with it, as its
// writer knows. Beside policy.ts, and as little as that does it look at the rules.
import type { Act, ActAuthor } from '../../shared/dossier/act.ts'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { packRef, type ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { Scope, Situation } from './policy.ts'

export type Payload = Act['payload']

export interface Saying {
  readonly payload: Payload
  readonly isWrong: (now: Situation, scope: Scope) => boolean
  /** It must make a step as this other act would. */
  readonly movesAs?: { readonly kind: ActKind; readonly payload: Payload }
}

export interface SayingParts {
  readonly pack: ProcedurePack
  readonly by: ActAuthor
  /** What stands in the dossier. */
  readonly acts: readonly Act[]
  /** Ids of the units at each place; the first is a point, the others are offices. */
  readonly units: Readonly<Record<Exclude<Scope, 'none'>, string>>
}

export const hash = sha256Url(new Uint8Array())
const point = toBase64Url(new Uint8Array(65).fill(4))
const text = 'Je veux bien.'
const counts = { rows: 0, packets: 0, recordings: 0 }
const never = () => true
const fine = () => false
const right = (payload: Payload): Saying => ({ payload, isWrong: fine })
const wrong = (payload: Payload): Saying => ({ payload, isWrong: never })
const wrongIf = (payload: Payload, isWrong: Saying['isWrong']): Saying => ({ payload, isWrong })

/** By kind, the shortest right one first. */
export const sayingsOf = (parts: SayingParts): ((kind: ActKind) => readonly Saying[]) => {
  const [request, commune] = [ofRequest(parts), ofTheCommune(parts)]
  return (kind) => request[kind] ?? (commune[kind] ?? [{}]).map(right)
}

const ofRequest = ({ pack, units, acts }: SayingParts): Partial<Record<ActKind, readonly Saying[]>> => {
  const procedure = packRef(pack)
  const idOf = (kind: ActKind): string | undefined => acts.findLast((act) => act.kind === kind)?.id
  const paper = pack.service.produces.find(({ type }) => type !== 'receipt')?.id
  const receipt = pack.service.produces.find(({ type }) => type === 'receipt')?.id
  const piece = pack.service.hasInputType[0]?.id
  const photo = piece ?? pack.form.survey.find(({ type }) => type === 'image')?.name
  const page = { hash, page: 1, mediaType: 'image/webp', size: 1 }
  const question = pack.form.survey.find(({ type, privacy }) => type === 'text' && privacy === undefined)?.name ?? ''
  const sealed = pack.form.survey.find(({ privacy }) => privacy === 'sealed')?.name
  const outcomes = [...new Set(pack.workflow.transitions.flatMap(({ when }) => when?.['outcome'] ?? []))]
  const [issued, request, decision, handOver] = [
    idOf('issued'),
    idOf('opinion-requested'),
    idOf('decided'),
    idOf('handed-over'),
  ]
  const toOffices = (field: string, rest: Payload): Saying[] => [
    wrongIf({ [field]: units.other, ...rest }, ({ holder }) => holder === 'other'),
    wrongIf({ [field]: units.circulation, ...rest }, ({ holder }) => holder === 'circulation'),
    wrong({ [field]: units.own, ...rest }),
  ]
  return {
    opened: [right({ procedure, lang: 'fr' })],
    'mandate-given': [
      right({
        procedure,
        days: 365,
        until: '2027-11-20',
        method: 'oral',
        witness: 'Voisin',
        text,
        textLang: 'fr',
        textHash: sha256Url(new TextEncoder().encode(text)),
      }),
    ],
    submitted: [
      right({
        procedure,
        answersHash: hash,
        attachments: photo ? [{ ...page, piece: photo }] : [],
        to: units.circulation,
        reference: makeReference(12, 345),
        tokenHash: hash,
        secretHash: hash,
        mode: 'enabling',
      }),
    ],
    received: [right({ official: true })],
    claimed: [right({}), right({ release: true })],
    'piece-requested': [...(piece ? [right({ pieces: [piece] })] : []), wrong({ pieces: ['x'] })],
    'piece-supplied': [
      ...(piece ? [right({ pieces: [piece], capture: 'seen' })] : []),
      ...(piece ? [right({ pieces: [piece], capture: 'photo', papers: [{ ...page, piece }] })] : []),
      ...(piece ? [wrong({ pieces: [piece], capture: 'photo', papers: [{ ...page, piece: 'x' }] })] : []),
      wrong({ pieces: ['x'], capture: 'seen' }),
    ],
    'opinion-requested': toOffices('from', { text }),
    'opinion-given': [
      right({ outcome: 'favourable', text }),
      ...(request ? [right({ outcome: 'favourable', text, request })] : []),
      wrong({ outcome: 'favourable', text, request: hash }),
    ],
    'visit-ordered': [right({ who: 'x', what: text })],
    visited: [
      right({ on: '2026-11-21', outcome: 'confirmed' }),
      wrong({ on: '2026-11-21', outcome: 'confirmed', request: hash }),
    ],
    decided: outcomes.flatMap((outcome) => [
      right({ outcome }),
      right({ outcome, reason: 'x' }),
      wrong({ outcome, reason: 'x', silence: true }),
    ]),
    settled: [
      wrong({ keep: hash, text }),
      wrong({ keep: decision ?? hash, anew: { outcome: 'accepted' }, text }),
      ...(decision ? [wrongIf({ keep: decision, text }, ({ phase }) => phase !== 'apart')] : []),
      ...(handOver ? [wrongIf({ keep: handOver, text }, ({ handedApart }) => !handedApart)] : []),
      ...outcomes.map((outcome): Saying => {
        const anew = { outcome, reason: 'x' }
        const movesAs = { kind: 'decided', payload: anew } as const
        return { payload: { anew, text }, movesAs, isWrong: ({ phase }) => phase !== 'apart' }
      }),
    ],
    issued: [
      wrong({ document: 'x' }),
      ...(receipt ? [wrong({ document: receipt })] : []),
      ...(paper
        ? [
            wrongIf({ document: paper }, (now) => now.issued || now.disputed),
            wrong({ document: paper, number: '2026-A-1' }),
            wrong({ document: paper, replaces: hash }),
          ]
        : []),
      ...(paper && issued
        ? [wrongIf({ document: paper, replaces: issued }, (now) => !now.issued || now.disputed)]
        : []),
    ],
    numbered: [right({ issued: issued ?? hash, office: units.circulation, year: 2026, series: 'A', n: 1 })],
    'handed-over': [
      wrongIf({ proof: 'reference' }, ({ handed }) => handed),
      wrong({ proof: 'scan', issued: hash }),
      ...(issued ? [wrongIf({ proof: 'scan', issued }, ({ handed }) => handed)] : []),
    ],
    withdrawn: [right({ reason: text })],
    reopened: [right({ reason: text })],
    corrected: [
      right({ field: question, value: 'y', reason: text }),
      wrong({ field: question, value: ['y'], reason: text }),
      wrong({ field: question, value: { y: 1 }, reason: text }),
      wrong({ field: 'x', value: 'y', reason: text }),
      ...(sealed ? [wrong({ field: sealed, value: 'nobody', reason: text })] : []),
    ],
    transferred: toOffices('to', { reason: text }),
    noted: [right({ text })],
    rated: [right({ score: 3 })],
    'contact-chosen': [right({ sms: false })],
    told: [right({ act: idOf('decided') ?? hash, channel: 'sms', outcome: 'sent' })],
    'entry-held': [
      right({
        entry: hash,
        reason: 'act-not-allowed',
        kind: 'act',
        by: { agent: 'somebody', device: 'machine', incarnation: 'sitting' },
      }),
    ],
    'retention-held': [right({ reason: text })],
    'retention-released': [idOf('retention-held') ? right({ reason: text }) : wrong({ reason: text })],
    'disposal-decided': [
      right({ what: 'destroy', reason: text }),
      right({ what: 'keep', until: '2030-01-01', reason: text }),
      wrong({ what: 'keep', reason: text }),
    ],
    archived: [right({ where: 'Archives', reason: text })],
    erased: [
      wrong({
        how: 'destroyed',
        why: 'retention',
        due: '2026-01-01',
        classCode: 'x',
        retention: 'P1Y',
        procedure,
        papers: [],
        to: [units.own],
      }),
    ],
    'paper-taken-out': [
      // Only what was filed can be taken out.
      photo && idOf('submitted') ? right({ hash, reason: text }) : wrong({ hash, reason: text }),
      wrong({ hash: sha256Url(new Uint8Array(1)), reason: text }),
    ],
  }
}

const ofTheCommune = ({ by, acts, units }: SayingParts): Partial<Record<ActKind, readonly Payload[]>> => {
  const to = [units.circulation]
  const device = sha256Url(new TextEncoder().encode('machine')).slice(0, 21) + 'A'
  return {
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
    'device-lent': [{ device, unit: units.other, to }],
    'device-erase-ordered': [{ device, to }],
    'device-revoked': [{ device, reason: 'lost', to }],
    'link-made': [{ agent: 'somebody', codeHash: hash, to }],
    'person-joined': [{ agent: 'somebody', device: by.device, publicKey: point, to }],
    'person-certified': [{ joined: acts[0]?.id ?? hash }],
    'key-rotated': [{ publicKey: point, to }],
    'person-left': [{ agent: 'somebody', reason: 'left', to }],
    'work-admitted': [{ device, to }],
    incident: [{ found: 'lost', back: counts, missing: { rows: 0, packets: 0 }, mirror: 'none', to }],
  }
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
