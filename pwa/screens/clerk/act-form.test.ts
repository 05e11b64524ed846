import { describe, expect, test } from 'vitest'
import { makeReference, tokenHash } from '../../../shared/dossier/reference.ts'
import { anew, emptyForm, toPayload } from './act-form.ts'
import type { ActForm, ActGround } from './act-form.ts'
import { actionsNow } from './actions.ts'
import type { Action } from './actions.ts'
import { actKinds } from '../../../shared/procedure/workflow.ts'
import { samplePack } from './samples.ts'

const actionOf = (id: string, state = 'received', isSuspended = false): Action => {
  const all = actionsNow({
    pack: samplePack,
    state,
    role: 'clerk',
    mayAct: actKinds,
    isMine: id.endsWith('release'),
    isSuspended,
    isContested: isSuspended,
    isClosed: state === 'done',
    made: [],
    isAsked: id === 'opinion-given',
    isVisitOpen: id === 'visited',
    isPaperThere: false,
    shutBy: () => null,
  })
  const found = all.find((action) => action.id === id)
  if (!found) throw new Error(`no action ${id}`)
  return found
}
const reference = makeReference(12, 4067)
const token = 'T'.repeat(22)
const ground: ActGround = {
  reference,
  tokenHash: tokenHash(token),
  issued: null,
  opinionAsked: 'request',
  visitOrdered: 'order',
  needsReason: (outcome) => outcome === 'refused',
}
const fill = (action: Action, over: Partial<ActForm> = {}, on: Partial<ActGround> = {}) =>
  toPayload(action, { ...emptyForm, ...over }, { ...ground, ...on })

describe('before an act is signed', () => {
  test('a refusal needs a reason of the list and words', () => {
    const refuse = actionOf('decided:refused')
    expect(fill(refuse)).toMatchObject({ ok: false, error: { field: 'reason' } })
    expect(fill(refuse, { reason: 'not-here', text: '  ' })).toMatchObject({ ok: false, error: { field: 'text' } })
    expect(fill(refuse, { reason: 'not-here', text: ' Voir. ' })).toEqual({
      ok: true,
      value: { outcome: 'refused', reason: 'not-here', text: 'Voir.' },
    })
  })

  test('an acceptance needs nothing more', () => {
    expect(fill(actionOf('decided:accepted'))).toEqual({ ok: true, value: { outcome: 'accepted' } })
  })

  test('a request for papers names at least one', () => {
    const ask = actionOf('piece-requested')
    expect(fill(ask)).toMatchObject({ ok: false, error: { field: 'pieces' } })
    expect(fill(ask, { pieces: ['photo'] })).toEqual({ ok: true, value: { pieces: ['photo'] } })
  })

  test('letting go is written as a release', () => {
    expect(fill(actionOf('claimed:release'))).toEqual({ ok: true, value: { release: true } })
  })

  test('a settlement keeps one decision and says why', () => {
    const settle = actionOf('settled', 'received', true)
    expect(fill(settle, { text: 'vu' })).toMatchObject({ ok: false, error: { field: 'keep' } })
    expect(fill(settle, { keep: 'a', text: 'vu' })).toEqual({ ok: true, value: { keep: 'a', text: 'vu' } })
  })

  test('a decision taken anew names what is decided, its reason where it needs one, and why', () => {
    const settle = actionOf('settled', 'received', true)
    expect(fill(settle, { keep: anew, text: 'vu' })).toMatchObject({ error: { field: 'outcome' } })
    expect(fill(settle, { keep: anew, outcome: 'refused', text: 'vu' })).toMatchObject({ error: { field: 'reason' } })
    expect(fill(settle, { keep: anew, outcome: 'accepted', text: 'vu' })).toEqual({
      ok: true,
      value: { anew: { outcome: 'accepted' }, text: 'vu' },
    })
    expect(fill(settle, { keep: anew, outcome: 'refused', reason: 'not-here', text: 'vu' })).toEqual({
      ok: true,
      value: { anew: { outcome: 'refused', reason: 'not-here', text: 'vu' }, text: 'vu' },
    })
  })

  test('an opinion is asked of a unit with a question, and answers who asked', () => {
    const ask = actionOf('opinion-requested')
    expect(fill(ask, { text: 'Est-ce à vous ?' })).toMatchObject({ error: { field: 'unit' } })
    expect(fill(ask, { unit: 'roads' })).toMatchObject({ error: { field: 'text' } })
    expect(fill(ask, { unit: 'roads', text: 'Est-ce à vous ?' })).toEqual({
      ok: true,
      value: { from: 'roads', text: 'Est-ce à vous ?' },
    })
    const give = actionOf('opinion-given')
    expect(fill(give, { text: 'oui' })).toMatchObject({ error: { field: 'outcome' } })
    expect(fill(give, { outcome: 'favourable', text: 'oui' })).toEqual({
      ok: true,
      value: { outcome: 'favourable', text: 'oui', request: 'request' },
    })
  })

  test('a visit has somebody and something to see; its report has a day and what was found', () => {
    const order = actionOf('visit-ordered')
    expect(fill(order, { text: 'la maison' })).toMatchObject({ error: { field: 'who' } })
    expect(fill(order, { who: ' Le moqaddem ', text: 'la maison', on: '2026-11-24' })).toEqual({
      ok: true,
      value: { who: 'Le moqaddem', what: 'la maison', on: '2026-11-24' },
    })
    const told = actionOf('visited')
    for (const on of ['', '?']) {
      expect(fill(told, { outcome: 'confirmed', on })).toMatchObject({ error: { field: 'on' } })
    }
    expect(fill(told, { on: '2026-11-24', outcome: 'confirmed' })).toEqual({
      ok: true,
      value: { on: '2026-11-24', outcome: 'confirmed', request: 'order' },
    })
  })

  test('a dossier goes to another office, and an answer is corrected, only with why', () => {
    expect(fill(actionOf('transferred'), { unit: 'roads' })).toMatchObject({ error: { field: 'text' } })
    const correct = actionOf('corrected')
    expect(fill(correct, { text: 'carte' })).toMatchObject({ error: { field: 'field' } })
    expect(fill(correct, { field: 'day', valueProblem: 'half a date', text: 'carte' })).toMatchObject({
      error: { field: 'value' },
    })
    expect(fill(correct, { field: 'douar', value: 'Imskar', text: 'carte' })).toEqual({
      ok: true,
      value: { field: 'douar', value: 'Imskar', reason: 'carte' },
    })
  })

  describe('a hand-over', () => {
    const hand = actionOf('handed-over', 'ready')
    test('takes the pairs however they are typed', () => {
      for (const pairs of [reference, reference.replaceAll('.', ' '), reference.replaceAll('.', '')]) {
        expect(fill(hand, { pairs })).toEqual({ ok: true, value: { proof: 'reference' } })
      }
    })
    test('refuses a wrong pair, a missing pair and somebody else’s reference', () => {
      const wrong = `${reference.slice(0, -1)}${reference.endsWith('1') ? '2' : '1'}`
      expect(fill(hand, { pairs: wrong })).toMatchObject({ ok: false, error: { message: 'problem-pairs-check' } })
      expect(fill(hand, { pairs: '12.40' })).toMatchObject({ ok: false, error: { message: 'problem-pairs-form' } })
      expect(fill(hand, { pairs: makeReference(12, 4068) })).toMatchObject({
        error: { message: 'problem-pairs-other' },
      })
    })
    test('takes the code of the person’s own paper, and names the paper that is given', () => {
      const scanned = { pairs: ` https://guichet.example/s/${token} ` }
      expect(fill(hand, scanned, { issued: 'paper' })).toEqual({ ok: true, value: { proof: 'scan', issued: 'paper' } })
    })
    test('refuses the code of another paper, and any code where none is known', () => {
      const scanned = { pairs: `https://guichet.example/s/${'U'.repeat(22)}` }
      expect(fill(hand, scanned)).toMatchObject({ error: { message: 'problem-pairs-other' } })
      expect(fill(hand, { pairs: `https://guichet.example/s/${token}` }, { tokenHash: null })).toMatchObject({
        error: { message: 'problem-pairs-other' },
      })
    })
    test('of nothing, at the end of a report, asks for no pairs', () => {
      expect(fill({ ...hand, handsPaper: false })).toEqual({ ok: true, value: { proof: 'reference' } })
    })
    test('with a mark needs the mark', () => {
      expect(fill(hand, { pairs: reference, proof: 'mark' })).toMatchObject({ ok: false, error: { field: 'mark' } })
      expect(fill(hand, { pairs: reference, proof: 'mark', mark: 'M0 0L1 1' })).toEqual({
        ok: true,
        value: { proof: 'mark', mark: 'M0 0L1 1' },
      })
    })
  })
})
