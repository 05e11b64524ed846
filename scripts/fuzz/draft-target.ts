// Hostile draft updates against guard and throw-away document (rule 8): a case is an honest draft and a short series of
// updates on top of it. Whatever is taken must leave what others wrote as it was, and be readable by everybody's device.
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import * as Y from 'yjs'
import { openDraft, parseAnswerKey, readAnswers, setAnswer, setAttachment } from '../../shared/dossier/draft.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { examineDraft } from '../../shared/sync/examine.ts'
import { entryLimits, guardUpdate, pulledLimits } from '../../shared/sync/guard.ts'
import type { DraftAuthor } from '../../shared/sync/server-ports.ts'
import { hash43, idOf } from '../../shared/sync/simulation/calm.ts'
import type { Rng } from '../../shared/sync/simulation/random.ts'
import { howOf } from './honest-edits.ts'
import { hostileUpdate } from './hostile-update.ts'
import { mutate, randomBytes } from './mutate.ts'
import { expectThat, rngOf, type Target } from './target.ts'
import type { Aim } from './update-parts.ts'

const dossier = idOf('dossier')
const authors = ['mediator-a', 'mediator-b', 'clerk-c'].map((agent): DraftAuthor => ({
  device: idOf(`${agent} device`),
  incarnation: idOf(`${agent} sitting`),
  agent,
}))
const clientOf = ({ device, incarnation }: DraftAuthor): number => clientIdOf(device, incarnation, dossier)
const [hostile, ...others] = authors

interface Base {
  readonly state: Uint8Array | null
  readonly aim: Aim
  /** Updates of the hostile author, honestly made on this very draft. */
  readonly honest: readonly Uint8Array[]
}

const baseOf = (rng: Rng, author: DraftAuthor): Base => {
  const doc = openDraft(0, null)
  const write = (who: DraftAuthor): Uint8Array => {
    doc.clientID = clientOf(who)
    const by = { by: who.agent, said: rng.pick(['citizen', 'helper', 'document'] as const), ...howOf(rng) }
    if (rng.chance(0.7))
      return setAnswer(
        doc,
        who.incarnation,
        rng.pick(['name', 'year', 'douar', 'members[k7f2].name']),
        rng.pick<string | number>(['فاطمة', 'Asni', 1990]),
        by,
      )
    if (rng.chance(0.3)) return setAttachment(doc, hash43, { field: 'bill', mediaType: 'image/webp', size: 12 })
    const before = Y.encodeStateVector(doc)
    doc.getText('notes').insert(rng.below(doc.getText('notes').length + 1), rng.pick(['appelé', 'مرحبا', '👩‍🌾 ']))
    return Y.encodeStateAsUpdate(doc, before)
  }
  const edits = rng.below(30)
  for (let left = edits; left > 0; left--) write(rng.pick(authors))
  const state = edits === 0 ? null : Y.encodeStateAsUpdate(doc)
  const clock = Y.getState(doc.store, clientOf(author))
  const honest = Array.from({ length: 4 }, () => write(author))
  return {
    state,
    aim: {
      incarnation: author.incarnation,
      agent: author.agent,
      client: clientOf(author),
      clock,
      others: others.map((one) => ({ client: clientOf(one), incarnation: one.incarnation })),
    },
    honest,
  }
}

export const createDraftTarget = (): Target => {
  if (!hostile) throw new Error('nobody is hostile')
  const bases = Array.from({ length: 40 }, (_, at) => baseOf(rngOf(7, at), hostile))

  const make: Target['make'] = (rng) => {
    const place = rng.below(bases.length)
    const { aim, honest } = bases[place] ?? rng.pick(bases)
    const e = createEncoder()
    writeVarUint(e, place)
    // Sometimes as a witness brings it, whose author is not asked.
    writeVarUint(e, rng.chance(0.15) ? 1 : 0)
    const kinds: string[] = []
    let clock = aim.clock
    for (let left = rng.chance(0.8) ? 1 : 2 + rng.below(3); left > 0; left--) {
      const chance = rng.next()
      const { kind, bytes } =
        chance < 0.1
          ? { kind: 'random', bytes: randomBytes(rng) }
          : chance < 0.5
            ? mutate(rng, rng.pick(honest), rng.pick(honest))
            : hostileUpdate({ ...aim, clock }, rng)
      const report = guardUpdate(bytes, entryLimits(aim.client))
      if (report.ok) clock = report.value.clients.get(aim.client)?.to ?? clock
      kinds.push(kind)
      writeVarUint8Array(e, bytes)
    }
    return { kind: kinds.join(', then '), bytes: toUint8Array(e) }
  }

  const meet: Target['meet'] = ({ bytes }) => {
    const d = createDecoder(bytes)
    const base = bases[readVarUint(d)]
    const author = readVarUint(d) === 1 ? null : hostile
    let state = base?.state ?? null
    let taken = false
    while (d.pos < d.arr.length) {
      const verdict = examineDraft(state, readVarUint8Array(d), dossier, author)
      if (!verdict.ok) continue
      taken = true
      if (author) expectUntouched(state, verdict.value, author)
      expectReadable(verdict.value)
      state = verdict.value
    }
    return taken
  }
  return { name: 'drafts', make, meet }
}

/** What the author may not touch: others' clocks and others' answers; and their own are in their name. */
const expectUntouched = (before: Uint8Array | null, after: Uint8Array, author: DraftAuthor): void => {
  const [was, is] = [openDraft(0, before), openDraft(0, after)]
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(is)))
    if (client !== clientOf(author)) expectThat(Y.getState(was.store, client) === clock, "another's clock is as it was")
  const old = was.getMap<unknown>('answers')
  for (const key of new Set([...old.keys(), ...is.getMap('answers').keys()])) {
    if (parseAnswerKey(key)?.incarnation === author.incarnation) continue
    const [then, now] = [old.get(key), is.getMap('answers').get(key)]
    expectThat(JSON.stringify(then) === JSON.stringify(now), "another's answer is as it was")
  }
  for (const register of readAnswers(is).said.values())
    expectThat(
      authors.some((one) => one.agent === register.by),
      'an answer is in the name of somebody who wrote',
    )
}

/** A device pulls it, opens it and reads it. */
const expectReadable = (state: Uint8Array): void => {
  const guarded = guardUpdate(state, pulledLimits)
  expectThat(guarded.ok, `the merged draft passes the guard of a device (${guarded.ok ? '' : guarded.error})`)
  const doc = openDraft(0, state)
  readAnswers(doc)
  doc.getText('notes').toString()
  doc.getMap('attachments').toJSON()
  expectThat([...doc.share.keys()].length === 3, 'a draft has its three roots and no other')
}
