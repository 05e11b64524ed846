// Submitted dossiers that look like a rural commune's: each is another person, from a seed, so that two runs measure the
// same bytes. `dossierFacts(i)` is what a plain application would send: every fact, and no hash that follows from one.
// `entriesOf` writes the same facts with the product's own functions. It must never be used but to measure.
import { readFileSync } from 'node:fs'
import { encodeUtf8 } from 'lib0/string'
import { mergeUpdates } from 'yjs'
import type { Unit } from '../../shared/access/directory.ts'
import { actBytes, makeAct, type Act, type ActAuthor } from '../../shared/dossier/act.ts'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { openDraft, readAnswers, setAnswer, type SaidBy } from '../../shared/dossier/draft.ts'
import { answersHash } from '../../shared/dossier/freeze.ts'
import { makeReference, secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import { evaluate } from '../../shared/form/evaluate.ts'
import type { AnswerValue } from '../../shared/form/form.ts'
import { compileForm } from '../../shared/form/compile.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import type { Entry } from '../../shared/sync/ports.ts'
import { createRng, type Rng } from '../../shared/sync/simulation/random.ts'
import { mandateText, type MandateDays } from '../../pwa/models/mandate-text.ts'
import { doors, douars, families, landmarks, men, women } from './names.ts'

export interface SaidAnswer {
  readonly v: AnswerValue
  readonly said: SaidBy
  /** The agent who typed it. */
  readonly by: string
  readonly proof?: 'seen' | 'oral'
}

export interface Facts {
  readonly id: string
  readonly procedure: string
  readonly lang: 'fr' | 'ar'
  /** The agent. */
  readonly who: string
  /** When it was submitted. */
  readonly when: string
  readonly mandate: { readonly days: MandateDays; readonly method: 'oral' | 'paper'; readonly witness?: string }
  readonly reference: string
  readonly tokenHash: string
  readonly secretHash: string
  readonly office: string
  readonly answers: Readonly<Record<string, SaidAnswer>>
}

/** Whose sitting writes the entries. */
export interface Author extends ActAuthor {
  readonly incarnation: string
  /** Last seen when the sitting began. */
  readonly beacon: string | null
}

const point: Unit = {
  id: 'epn-asni',
  kind: 'point',
  name: { fr: 'EPN Asni', ar: 'الفضاء العمومي الرقمي أسني' },
  site: 12,
  pivots: [],
}
const agent = { id: 'fatima', name: 'Fatima Bouzid' }

/** A mediator's sitting; another `n`, another sitting of the same person on the same device. */
export const authorOf = (n: number): Author => {
  const rng = createRng(0x5157_0000 + n)
  return {
    agent: agent.id,
    device: toBase64Url(createRng(0xdec1ce).bytes(16)),
    unit: point.id,
    role: 'mediator',
    incarnation: toBase64Url(rng.bytes(16)),
    beacon: `2026-11-20T07:58:12Z.${toBase64Url(rng.bytes(32))}`,
  }
}

const pack = (() => {
  const file = new URL('../../procedures/ma.residence-certificate-local.json', import.meta.url)
  const parsed = parsePack(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.ok) throw new Error('the residence pack does not parse')
  return parsed.value
})()
const form = (() => {
  const compiled = compileForm(pack.form)
  if (!compiled.ok) throw new Error('the form does not compile')
  return compiled.value
})()

/** The i-th dossier, 0 to 2,999: nobody comes twice. Some 1.3 KB as JSON. */
export const dossierFacts = (i: number): Facts => {
  const rng = createRng(0x0d05_5133 + i)
  const id = toBase64Url(rng.bytes(16))
  // A working day has some fifteen requests; a minute of day and a millisecond of chance.
  const day = Date.parse('2026-09-01T08:30:00Z') + Math.floor(i / 15) * 86_400_000
  const when = day + (i % 15) * 1_900_000 + rng.below(1_200_000)
  return {
    id,
    procedure: packRef(pack),
    lang: rng.chance(0.6) ? 'ar' : 'fr',
    who: agent.id,
    when: new Date(when).toISOString(),
    mandate: mandateOf(rng),
    reference: makeReference(12, i),
    tokenHash: tokenHash(toBase64Url(rng.bytes(16))),
    secretHash: secretHash(id, String(rng.below(10_000)).padStart(4, '0')),
    office: 'etat-civil',
    answers: answersOf(i, rng),
  }
}

const mandateOf = (rng: Rng): Facts['mandate'] => {
  const days = rng.weighted<MandateDays>([
    [6, 31],
    [2, 182],
    [1, 1],
    [1, 365],
  ])
  return rng.chance(0.8)
    ? { days, method: 'oral', witness: `${rng.pick([...men, ...women])[0]} ${rng.pick(families)[0]}` }
    : { days, method: 'paper' }
}

const digits = (rng: Rng, count: number): string => Array.from({ length: count }, () => rng.below(10)).join('')
const phoneOf = (rng: Rng): string => `0${rng.pick(['6', '6', '7'])}${digits(rng, 8)}`
const dateOf = (rng: Rng, from: string, days: number): string =>
  new Date(Date.parse(from) + rng.below(days) * 86_400_000).toISOString().slice(0, 10)

const answersOf = (i: number, rng: Rng): Facts['answers'] => {
  // Sixty first names by fifty families, in no order: i alone says who it is.
  const who = (i * 1123) % 3000
  const people = who % 2 === 0 ? women : men
  const [first, family] = [people[Math.floor(who / 2) % people.length], families[Math.floor(who / 60)]]
  const [douar, landmark, door] = [rng.pick(douars), rng.pick(landmarks), rng.pick(doors)]
  const script = rng.chance(0.55) ? 1 : 0
  const said: SaidBy = rng.chance(0.85) ? 'citizen' : 'helper'
  const onCard = rng.chance(0.8)
  const answers: Record<string, SaidAnswer> = {}
  const say = (field: string, v: AnswerValue, from: SaidBy = said, proof?: 'seen' | 'oral'): void => {
    answers[field] = { v, said: from, by: agent.id, ...(proof === undefined ? {} : { proof }) }
  }
  const card = (field: string, v: AnswerValue): void =>
    onCard ? say(field, v, 'document', 'seen') : say(field, v, said, 'oral')
  const neighbour = (): string =>
    `${rng.pick([...men, ...women])[script]} ${rng.pick(families)[script]}، ${phoneOf(rng)}`

  say('purpose', rng.pick(['school', 'school', 'social-aid', 'social-aid', 'bank', 'work']))
  card('first_name_ar', first?.[1] ?? '')
  card('last_name_ar', family?.[1] ?? '')
  card('first_name_latin', first?.[0] ?? '')
  card('last_name_latin', family?.[0] ?? '')
  if (onCard) card('card_number', `${rng.pick(['EE', 'E', 'JB', 'EA', 'Y'])}${digits(rng, 6)}`)
  say('douar', douar[script])
  say('address_words', `${landmark[script]}${script === 1 ? '، ' : ', '}${door[script]} ${1 + rng.below(60)}`)
  const since = rng.pick(['always', 'years', 'months'])
  say('lives_since', since)
  if (since === 'years') say('since_year', 1960 + rng.below(64))
  if (since === 'months') say('since_date', dateOf(rng, '2026-01-10', 200))
  if (rng.chance(0.5)) {
    say('proof', 'bill')
    say('bill_kind', rng.pick(['water', 'electricity', 'both']), 'document', 'seen')
    say('bill_date', dateOf(rng, '2026-05-01', 100), 'document', 'seen')
    say('bill_holder', 'own', 'document', 'seen')
  } else {
    say('proof', 'honour')
    say('honour', true)
    say('neighbour_1', neighbour())
    if (rng.chance(0.5)) say('neighbour_2', neighbour())
  }
  if (rng.chance(0.75)) say('phone', phoneOf(rng))
  return answers
}

/** The act of opening, one merged draft, the mandate and the submission: what the counter writes for these facts. */
export const entriesOf = (facts: Facts, author: Author): readonly Entry[] => {
  const { id: dossier, procedure } = facts
  const { incarnation, beacon, ...by } = author
  const clock = createRng(Date.parse(facts.when) % 2 ** 32)
  const submittedAt = Date.parse(facts.when)
  const mandateAt = submittedAt - 15_000 - clock.below(60_000)
  const openedAt = mandateAt - 240_000 - clock.below(500_000)
  let last: Act | null = null
  const act = (kind: ActKind, at: number, payload: Readonly<Record<string, unknown>>): Entry => {
    const after = last ? [last.id] : []
    last = makeAct({ v: 1, dossier, kind, by, at: new Date(at).toISOString(), beacon, after, payload })
    return { dossier, kind: 'act', bytes: actBytes(last) }
  }

  const opened = act('opened', openedAt, { procedure, lang: facts.lang })
  const doc = openDraft(clientIdOf(by.device, incarnation, dossier), null)
  const updates = Object.entries(facts.answers).map(([field, { v, by: typist, said, proof }]) =>
    setAnswer(doc, incarnation, field, v, { by: typist, said, ...(proof === undefined ? {} : { proof }) }),
  )
  const { answers } = readAnswers(doc)
  const { values } = evaluate(form, answers, { today: facts.when.slice(0, 10), now: facts.when })
  doc.destroy()

  const { days, method, witness } = facts.mandate
  const today = facts.when.slice(0, 10)
  const text = mandateText(
    { pack, unit: point, agent: agent.name, days, today, task: { type: 'file', wasRead: true } },
    facts.lang,
  )
  const mandate = act('mandate-given', mandateAt, {
    procedure,
    days,
    method,
    text,
    textLang: facts.lang,
    textHash: sha256Url(encodeUtf8(text)),
    ...(witness === undefined ? {} : { witness }),
  })
  const submitted = act('submitted', submittedAt, {
    procedure,
    answersHash: answersHash(values),
    attachments: [],
    to: facts.office,
    reference: facts.reference,
    tokenHash: facts.tokenHash,
    secretHash: facts.secretHash,
    mode: 'enabling',
  })
  return [opened, { dossier, kind: 'draft', bytes: mergeUpdates(updates) }, mandate, submitted]
}
