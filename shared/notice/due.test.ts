// What a person has to be told, over histories that honest people write, and case by case.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Act } from '../dossier/act.ts'
import { headsOf } from '../dossier/graph.ts'
import { payloadOf } from '../dossier/payload.ts'
import { statusOf } from '../dossier/status.ts'
import { whole } from '../dossier/testing/histories.ts'
import { actBy, filedActs, officePack, openedAct, submittedAct } from '../dossier/testing/office.ts'
import { toldAct } from '../sync/server-acts.ts'
import { noticeOf, type NoticeCase } from './due.ts'

const wish = actBy('fatima', 'contact-chosen', { sms: true, callBack: 'fr' }, [submittedAct])
const begun: readonly Act[] = [...filedActs, wish]
const phone = { answers: { phone: '06 12 34 56 78' }, disputed: [] }

const noticeIn = (acts: readonly Act[], more: Partial<NoticeCase> = {}) =>
  noticeOf({
    status: statusOf(acts, officePack.workflow),
    pack: officePack,
    answers: phone,
    said: new Map(),
    country: 'MA',
    ...more,
  })
/** Each sees those before it. */
const inTurn = (...steps: readonly (readonly [string, Act['kind'], Act['payload']])[]): readonly Act[] =>
  steps.reduce<readonly Act[]>(
    (acts, [who, kind, payload]) => [...acts, actBy(who, kind, payload, headsOf(acts))],
    begun,
  )
const told = (act: Act, at: string, outcome: 'sent' | 'failed' = 'sent'): Act => toldAct(act, 'office', { outcome }, at)
const last = (acts: readonly Act[]): Act => acts.at(-1) ?? submittedAct

const accept = ['karim', 'decided', { outcome: 'accepted' }] as const
const refuse = ['samira', 'decided', { outcome: 'refused', reason: 'doubt' }] as const

describe('one story', () => {
  test('a decision is due, in the language of the person, without a name', () => {
    const acts = inTurn(accept)
    expect(noticeIn(acts)).toEqual({
      type: 'due',
      act: last(acts),
      since: last(acts),
      to: '+212612345678',
      lang: 'fr',
      text: expect.stringMatching(/acceptée/),
    })
    expect(noticeIn([...filedActs, actBy(...accept, [submittedAct])])).toEqual({
      type: 'nothing',
    })
  })

  test('who said no message, or changed their mind, is sent none', () => {
    const no = actBy('fatima', 'contact-chosen', { sms: false }, [wish])
    expect(noticeIn([...inTurn(accept), no]).type).toBe('nothing')
    expect(noticeIn([openedAct, ...inTurn(accept).filter(({ kind }) => kind !== 'submitted')]).type).toBe('nothing')
  })

  test('the newest act is told, and nothing that it has overtaken', () => {
    const acts = inTurn(accept, ['karim', 'ready', {}])
    expect(noticeIn(acts)).toMatchObject({ type: 'due', act: last(acts) })
    expect(noticeIn([...acts, told(last(acts), '2026-03-03T08:00:00Z')]).type).toBe('nothing')
    expect(noticeIn([...acts, told(last(inTurn(accept)), '2026-03-03T08:00:00Z')]).type).toBe('due')
  })

  test('what was given up is not tried again', () => {
    const acts = inTurn(accept)
    expect(noticeIn([...acts, told(last(acts), '2026-03-06T08:00:00Z', 'failed')]).type).toBe('nothing')
  })

  test('a paper that came, a visit that was made: nobody is asked for them any more', () => {
    const asked = inTurn(['karim', 'piece-requested', { pieces: ['photo', 'bill'] }])
    expect(noticeIn(asked).type).toBe('due')
    const one = [...asked, actBy('fatima', 'piece-supplied', { pieces: ['bill'], capture: 'seen' }, headsOf(asked))]
    expect(noticeIn(one).type).toBe('nothing')
    const ordered = inTurn(['karim', 'visit-ordered', { who: 'm’qaddem', what: 'voir' }])
    expect(noticeIn(ordered).type).toBe('due')
    const visit = actBy(
      'karim',
      'visited',
      { on: '2026-03-03', outcome: 'confirmed', request: last(ordered).id },
      headsOf(ordered),
    )
    expect(noticeIn([...ordered, visit]).type).toBe('nothing')
  })

  test('of somebody who took their mandate back, only the withdrawal is told', () => {
    const back = actBy('fatima', 'mandate-revoked', {}, headsOf(begun))
    const decided = actBy('karim', 'decided', { outcome: 'accepted' }, headsOf(begun))
    expect(noticeIn([...begun, back, decided]).type).toBe('nothing')
    const withdrawn = actBy('fatima', 'withdrawn', { reason: 'elle renonce' }, [back])
    expect(noticeIn([...begun, back, withdrawn])).toMatchObject({ type: 'due', act: withdrawn })
  })

  test('a number that takes no message, is disputed or was told to the clerk alone is none', () => {
    const acts = inTurn(accept)
    for (const answers of [{}, { phone: '0524123456' }, { phone: 'tell-clerk' }, { other: '0612345678' }])
      expect(noticeIn(acts, { answers: { answers, disputed: [] } })).toMatchObject({
        type: 'no-number',
        act: last(acts),
      })
    expect(noticeIn(acts, { answers: { ...phone, disputed: ['phone'] } }).type).toBe('no-number')
    const road = { ...officePack, id: 'xx.road' }
    expect(noticeIn(acts, { pack: road })).toMatchObject({ to: '+212612345678' })
    expect(noticeIn(acts, { pack: road, country: 'FR' })).toMatchObject({ to: '+33612345678' })
  })
})

describe('two clerks decide apart', () => {
  const yes = actBy(...accept, [wish])
  const no = actBy(...refuse, [wish])
  const settle = (keep: Act, after: readonly Act[]): Act =>
    actBy('hind', 'settled', { keep: keep.id, text: 'vu' }, headsOf(after))

  test('nothing is told before it is settled, then the decision that was kept', () => {
    const apart = [...begun, yes, no]
    expect(noticeIn(apart)).toEqual({ type: 'held' })
    const settled = settle(no, apart)
    expect(noticeIn([...apart, settled])).toMatchObject({
      type: 'due',
      act: no,
      since: settled,
      text: expect.stringMatching(/refus/),
    })
  })

  test('a decision that was told before the other came is not told twice when it is kept', () => {
    const apart = [...begun, yes, no, told(yes, '2026-03-02T12:00:00Z')]
    expect(noticeIn(apart).type).toBe('held')
    expect(noticeIn([...apart, settle(yes, apart)]).type).toBe('nothing')
    expect(noticeIn([...apart, settle(no, apart)])).toMatchObject({ type: 'due', act: no })
  })

  test('who settles otherwise after the person was told, has them told again', () => {
    const apart = [...begun, yes, no, told(yes, '2026-03-02T12:00:00Z')]
    const first = settle(no, apart)
    const second = actBy('omar', 'settled', { keep: yes.id, text: 'vu aussi' }, headsOf(apart))
    const disputed = [...apart, first, second, told(no, '2026-03-03T12:00:00Z')]
    expect(noticeIn(disputed).type).toBe('held')
    expect(noticeIn([...disputed, settle(yes, disputed)])).toMatchObject({ type: 'due', act: yes })
  })

  test('a decision taken anew is told as a decision', () => {
    const apart = [...begun, yes, no]
    const anew = actBy('karim', 'settled', { anew: { outcome: 'accepted' }, text: 'vu' }, headsOf(apart))
    expect(noticeIn([...apart, anew])).toMatchObject({ type: 'due', act: anew, since: anew })
  })
})

describe('laws', () => {
  const wished = whole.map((acts) => [...acts, wish])

  test('the same acts, in whatever order they came, have the same thing told', () => {
    const shuffled = wished.chain((acts) =>
      fc.tuple(fc.constant(acts), fc.shuffledSubarray([...acts], { minLength: acts.length })),
    )
    fc.assert(
      fc.property(shuffled, ([acts, other]) => {
        expect(noticeIn(other)).toEqual(noticeIn(acts))
      }),
      { numRuns: 60 },
    )
  })

  test('while acts contradict each other nothing is due', () => {
    fc.assert(
      fc.property(wished, (acts) => {
        const { suspended, handedOverTwice } = statusOf(acts, officePack.workflow)
        expect(noticeIn(acts).type === 'held').toBe(suspended.length + handedOverTwice.length > 0)
      }),
      { numRuns: 60 },
    )
  })

  test('what was told is not due again, and what is due counts', () => {
    let due = 0
    fc.assert(
      fc.property(wished, (acts) => {
        const notice = noticeIn(acts)
        if (notice.type !== 'due') return
        due++
        const { withoutEffect } = statusOf(acts, officePack.workflow)
        expect(withoutEffect.has(notice.act.id)).toBe(false)
        expect(noticeIn([...acts, told(notice.act, '2026-03-09T08:00:00Z')]).type).toBe('nothing')
      }),
      { numRuns: 60 },
    )
    expect(due).toBeGreaterThan(0)
  })

  test('the server’s word moves nothing, hides nothing and rivals nothing', () => {
    fc.assert(
      fc.property(wished, (acts) => {
        const before = statusOf(acts, officePack.workflow)
        const words = acts.filter(({ kind }) => kind === 'decided').map((act) => told(act, '2026-03-09T08:00:00Z'))
        const after = statusOf([...acts, ...words], officePack.workflow)
        for (const word of words) expect(payloadOf(word, 'told')?.act).toBe(word.after[0])
        const facts = (status: typeof before) => {
          const { history: _, heads: __, ...rest } = status
          return rest
        }
        expect(facts(after)).toEqual(facts(before))
      }),
      { numRuns: 60 },
    )
  })
})
