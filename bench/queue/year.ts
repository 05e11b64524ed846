// A year of one rural commune, 10,000 requests from a fixed seed, in every state a clerk meets: invented people with
// common names in both scripts, filed at two points and worked by two clerks. Only for measuring and for tests of the
// queue; nobody real is meant. Pure: the same number gives the same dossier anywhere.
import { mergeUpdates } from 'yjs'
import { actBytes, makeAct, type Act, type ActAuthor } from '../../shared/dossier/act.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { Entry } from '../../shared/sync/ports.ts'
import { createRng, type Rng } from '../../shared/sync/simulation/random.ts'
import { douars, families, men, women } from '../sync/names.ts'

/** Who writes in this commune. */
export interface Staff {
  readonly mediators: readonly ActAuthor[]
  readonly clerks: readonly ActAuthor[]
  /** `id@version` of the packs that are offered. */
  readonly residence: string
  readonly birth: string
}

/** How far a request has come. `apart`: decided twice; `torn`: an act names one that is not here. */
export const fates = [
  'handed-over',
  'refused',
  'withdrawn',
  'filed',
  'claimed',
  'claimed-apart',
  'asked',
  'supplied',
  'accepted',
  'ready',
  'apart',
  'torn',
] as const
export type Fate = (typeof fates)[number]

/** Of a hundred and so: most of a year is over. */
const share: readonly (readonly [number, Fate])[] = [
  [780, 'handed-over'],
  [60, 'refused'],
  [40, 'withdrawn'],
  [40, 'filed'],
  [25, 'claimed'],
  [2, 'claimed-apart'],
  [15, 'asked'],
  [8, 'supplied'],
  [10, 'accepted'],
  [11, 'ready'],
  [3, 'apart'],
  [6, 'torn'],
]

export interface Invented {
  readonly id: string
  readonly fate: Fate
  readonly reference: string
  readonly latin: string
  readonly arabic: string
  readonly phone: string | null
  /** When it was filed, ms since 1970. */
  readonly filed: number
}

const dayMs = 86_400_000

/** The i-th of `count` requests of the year that ends at `end`. */
export const inventedOf = (i: number, count: number, end: number): Invented => {
  const rng = createRng(0x0a11_0000 + i)
  const id = toBase64Url(rng.bytes(16))
  const first = rng.pick(rng.chance(0.5) ? women : men)
  const family = rng.pick(families)
  const fate = rng.weighted(share)
  // What is over was filed at any time of the year; what is not, in the last two months.
  const isOver = fate === 'handed-over' || fate === 'refused' || fate === 'withdrawn'
  const age = isOver ? 20 + ((i * 7919) % 345) : rng.below(58)
  return {
    id,
    fate,
    reference: makeReference(i < count / 2 ? 12 : 13, i % 10_000),
    latin: `${first[0]} ${family[0]}`,
    arabic: `${first[1]} ${family[1]}`,
    phone: rng.chance(0.75) ? `0${rng.pick(['6', '6', '7'])}${digits(rng, 8)}` : null,
    filed: end - age * dayMs - rng.below(8) * 3_600_000,
  }
}

const digits = (rng: Rng, count: number): string => Array.from({ length: count }, () => rng.below(10)).join('')

/** What the counter and the office wrote for it, in the order it was written. */
export const entriesOf = (one: Invented, staff: Staff): readonly Entry[] => {
  const rng = createRng(Number.parseInt(one.reference.replaceAll('.', ''), 10) % 2 ** 32)
  const mediator = rng.pick(staff.mediators)
  const clerk = rng.pick(staff.clerks)
  const procedure = rng.chance(0.6) ? staff.residence : staff.birth
  const acts: Act[] = []
  let at = one.filed - 900_000
  const act = (
    kind: ActKind,
    payload: Act['payload'],
    by = clerk,
    after: readonly string[] = acts.slice(-1).map(({ id }) => id),
  ): Act => {
    const made = makeAct({
      v: 1,
      dossier: one.id,
      kind,
      by,
      at: new Date(at).toISOString(),
      beacon: null,
      after,
      payload,
    })
    acts.push(made)
    at = Math.min(at + 3_600_000 * (2 + rng.below(60)), one.filed + 57 * dayMs)
    return made
  }
  const hash = (): string => toBase64Url(rng.bytes(32))
  act('opened', { procedure, lang: rng.chance(0.6) ? 'ar' : 'fr' }, mediator)
  at = one.filed
  act(
    'submitted',
    {
      procedure,
      answersHash: hash(),
      attachments: [],
      to: clerk.unit,
      reference: one.reference,
      tokenHash: hash(),
      secretHash: hash(),
      mode: 'enabling',
    },
    mediator,
  )
  if (one.fate !== 'filed') after[one.fate](act, acts, staff, clerk, hash)
  const entry = (kind: Entry['kind'], bytes: Uint8Array): Entry => ({ dossier: one.id, kind, bytes })
  const [opened, ...others] = acts.map((made) => entry('act', actBytes(made)))
  return [...(opened ? [opened] : []), entry('draft', draftOf(one, rng, mediator.agent)), ...others]
}

type Write = (kind: ActKind, payload: Act['payload'], by?: ActAuthor, after?: readonly string[]) => Act
type Continue = (act: Write, acts: readonly Act[], staff: Staff, clerk: ActAuthor, hash: () => string) => void

const accept: Continue = (act) => {
  act('claimed', {})
  act('decided', { outcome: 'accepted' })
}
const ask: Continue = (act) => {
  act('claimed', {})
  act('piece-requested', { pieces: ['photo'] })
}
const apart =
  (kind: ActKind, first: Act['payload'], second: Act['payload']): Continue =>
  (act, acts, { clerks }, clerk) => {
    const seen = acts.slice(-1).map(({ id }) => id)
    act(kind, first, clerk, seen)
    act(kind, second, clerks.find((other) => other.agent !== clerk.agent) ?? clerk, seen)
  }

const after: Readonly<Record<Exclude<Fate, 'filed'>, Continue>> = {
  // The shortest way through: most of a year is this, and every act of it is sealed.
  'handed-over': (act) => {
    act('decided', { outcome: 'accepted' })
    const issued = act('issued', { document: 'certificate' })
    act('handed-over', { proof: 'reference', issued: issued.id })
  },
  refused: (act) => {
    act('claimed', {})
    act('decided', { outcome: 'refused', reason: 'other' })
  },
  withdrawn: (act) => void act('withdrawn', { reason: 'La personne ne le veut plus.' }),
  claimed: (act) => void act('claimed', {}),
  'claimed-apart': apart('claimed', {}, {}),
  asked: ask,
  supplied: (act, ...rest) => {
    ask(act, ...rest)
    act('piece-supplied', { pieces: ['photo'], capture: 'seen' })
  },
  accepted: accept,
  ready: (act, ...rest) => {
    accept(act, ...rest)
    act('issued', { document: 'certificate' })
    act('ready', {})
  },
  apart: apart('decided', { outcome: 'accepted' }, { outcome: 'refused', reason: 'other' }),
  torn: (act, acts, _staff, clerk, hash) =>
    void act('noted', { text: 'Vu.' }, clerk, [...acts.slice(-1).map(({ id }) => id), hash()]),
}

const draftOf = (one: Invented, rng: Rng, by: string): Uint8Array => {
  const doc = openDraft(1 + rng.below(2 ** 30), null)
  const [firstArabic = '', ...lastArabic] = one.arabic.split(' ')
  const [firstLatin = '', ...lastLatin] = one.latin.split(' ')
  const [latinPlace, arabicPlace] = rng.pick(douars)
  const answers: Readonly<Record<string, AnswerValue>> = {
    first_name_ar: firstArabic,
    last_name_ar: lastArabic.join(' '),
    first_name_latin: firstLatin,
    last_name_latin: lastLatin.join(' '),
    douar: rng.chance(0.5) ? latinPlace : arabicPlace,
    card_number: `EE${digits(rng, 6)}`,
    ...(one.phone === null ? {} : { phone: one.phone }),
  }
  const updates = Object.entries(answers).map(([field, value]) =>
    setAnswer(doc, 'AAAAAAAAAAAAAAAAAAAAAA', field, value, { by, said: 'citizen' }),
  )
  doc.destroy()
  return mergeUpdates(updates)
}
