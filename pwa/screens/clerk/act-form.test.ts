import { describe, expect, test } from 'vitest'
import { makeReference } from '../../../shared/dossier/reference.ts'
import { emptyForm, toPayload } from './act-form.ts'
import type { ActForm } from './act-form.ts'
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
    isClosed: false,
  })
  const found = all.find((action) => action.id === id)
  if (!found) throw new Error(`no action ${id}`)
  return found
}
const reference = makeReference(12, 4067)
const fill = (action: Action, over: Partial<ActForm> = {}) => toPayload(action, { ...emptyForm, ...over }, reference)

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
