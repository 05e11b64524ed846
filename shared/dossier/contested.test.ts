import { describe, expect, test } from 'vitest'
import type { Act } from './act.ts'
import { decisionIn } from './decision.ts'
import { statusOf } from './status.ts'
import { actBy, filedActs, officePack, submittedAct } from './testing/office.ts'

const statusAfter = (...acts: readonly Act[]) => statusOf([...filedActs, ...acts], officePack.workflow)
const ids = (acts: readonly Act[]): readonly string[] => acts.map(({ id }) => id).sort()
const accept = (agent: string, ...after: readonly Act[]) => actBy(agent, 'decided', { outcome: 'accepted' }, after)
const refuse = (agent: string, ...after: readonly Act[]) =>
  actBy(agent, 'decided', { outcome: 'refused', reason: 'doubt' }, after)
const keep = (agent: string, kept: Act, ...after: readonly Act[]) =>
  actBy(agent, 'settled', { keep: kept.id, text: 'vu' }, after)
const anew = (agent: string, outcome: string, ...after: readonly Act[]) =>
  actBy(agent, 'settled', { anew: { outcome, reason: 'doubt' }, text: 'vu' }, after)

const yes = accept('karim', submittedAct)
const no = refuse('samira', submittedAct)

describe('two decisions taken apart', () => {
  test('are settled by a decision taken anew, and all three stay', () => {
    const settled = anew('samira', 'refused', yes, no)
    const status = statusAfter(yes, no, settled)
    expect(status).toMatchObject({ state: 'refused', closed: true, suspended: [] })
    expect(status.decision).toEqual(settled)
    expect(decisionIn(status.decision)).toMatchObject({ outcome: 'refused', reason: 'doubt', silence: false })
    expect(status.withoutEffect).toEqual(new Set([yes.id, no.id]))
    expect(status.history).toHaveLength(5)
  })

  test('and settled apart as well, each another way, wait for one who has seen both settlements', () => {
    const [first, second] = [keep('samira', yes, yes, no), keep('hind', no, yes, no)]
    const apart = statusAfter(yes, no, first, second)
    expect(apart.public).toBe('suspended')
    expect(ids(apart.suspended)).toEqual(ids([yes, no]))
    const last = keep('samira', no, first, second)
    expect(statusAfter(yes, no, first, second, last)).toMatchObject({ state: 'refused', suspended: [] })
  })

  test('and settled apart the same way are settled', () => {
    const [first, second] = [keep('samira', yes, yes, no), keep('hind', yes, yes, no)]
    expect(statusAfter(yes, no, first, second)).toMatchObject({ state: 'accepted', suspended: [] })
  })

  test('kept by one and decided anew by another are still two', () => {
    const [first, second] = [keep('hind', yes, yes, no), anew('samira', 'accepted', yes, no)]
    const apart = statusAfter(yes, no, first, second)
    expect(ids(apart.suspended)).toEqual(ids([yes, second]))
    const last = keep('samira', second, first, second)
    const settled = statusAfter(yes, no, first, second, last)
    expect(settled).toMatchObject({ state: 'accepted', suspended: [] })
    expect(settled.decision).toEqual(second)
    expect(settled.withoutEffect).toEqual(new Set([yes.id, no.id]))
  })

  test('both decided anew, apart, are two again', () => {
    const [first, second] = [anew('karim', 'accepted', yes, no), anew('samira', 'refused', yes, no)]
    expect(ids(statusAfter(yes, no, first, second).suspended)).toEqual(ids([first, second]))
  })

  test('a third one that comes late, from a PC that had seen none of it, suspends again', () => {
    const late = refuse('karim', submittedAct)
    const settled = keep('samira', yes, yes, no)
    expect(ids(statusAfter(yes, no, settled, late).suspended)).toEqual(ids([yes, late]))
    const again = anew('samira', 'refused', settled, late)
    expect(statusAfter(yes, no, settled, late, again)).toMatchObject({ state: 'refused', suspended: [] })
  })

  test('silence and a decision made in time, offline, are two as well', () => {
    const silence = actBy('server', 'decided', { outcome: 'accepted', silence: true }, [submittedAct])
    expect(ids(statusAfter(silence, no).suspended)).toEqual(ids([silence, no]))
  })

  test('a settlement that keeps what was not in dispute settles nothing', () => {
    expect(statusAfter(yes, no, keep('samira', submittedAct, yes, no)).public).toBe('suspended')
  })

  test('settled to the other one: what was done on the strength of the first has no effect, and is still told', () => {
    const issued = actBy('karim', 'issued', { document: 'certificate' }, [yes])
    const given = actBy('karim', 'handed-over', { proof: 'scan', issued: issued.id }, [issued])
    const apart = statusAfter(yes, no, issued, given)
    expect(apart.handedOver).toEqual(given)
    expect(apart.issued).toMatchObject([{ act: issued, isGroundless: false }])
    const status = statusAfter(yes, no, issued, given, keep('samira', no, given, no))
    expect(status).toMatchObject({ state: 'refused', suspended: [] })
    expect(status.handOvers).toEqual([given])
    expect(status.issued).toMatchObject([{ act: issued, isGroundless: true }])
    expect(status.withoutEffect).toEqual(new Set([yes.id, given.id]))
  })
})

describe('two hand-overs made apart', () => {
  const [here, there] = [
    actBy('karim', 'handed-over', { proof: 'scan' }, [yes]),
    actBy('samira', 'handed-over', { proof: 'mark' }, [yes]),
  ]
  test('are both kept and told, until a person says which one it was', () => {
    const apart = statusAfter(yes, here, there)
    expect(apart).toMatchObject({ state: 'delivered', closed: true, suspended: [] })
    expect(ids(apart.handedOverTwice)).toEqual(ids([here, there]))
    const settled = statusAfter(yes, here, there, keep('samira', there, here, there))
    expect(settled).toMatchObject({ state: 'delivered', handedOver: there, handedOverTwice: [] })
    expect(ids(settled.handOvers)).toEqual(ids([here, there]))
    expect(settled.withoutEffect).toEqual(new Set([here.id]))
  })
  test('a hand-over after the dossier was opened again is one of its own', () => {
    const reopened = actBy('samira', 'reopened', { reason: 'faute dans le nom' }, [here])
    const again = accept('karim', reopened)
    expect(statusAfter(yes, here, reopened)).toMatchObject({ state: 'filed', handedOver: null, decision: null })
    const given = actBy('karim', 'handed-over', { proof: 'scan' }, [again])
    expect(statusAfter(yes, here, reopened, again, given)).toMatchObject({
      state: 'delivered',
      handedOver: given,
      handedOverTwice: [],
      decision: again,
    })
  })
})

describe('corrections of one field', () => {
  const corrected = (agent: string, value: unknown, ...after: readonly Act[]) =>
    actBy(agent, 'corrected', { field: 'name', value, reason: 'lu sur la carte' }, after)
  const [one, other] = [corrected('karim', 'Aït', submittedAct), corrected('fatima', 'Ait', submittedAct)]

  test('made apart, with other values, are both shown until one more says which', () => {
    const apart = statusAfter(one, other)
    expect(apart.unsettledFields).toEqual(['name'])
    expect(ids(apart.corrections.get('name') ?? [])).toEqual(ids([one, other]))
    const last = corrected('karim', 'Aït', one, other)
    expect(statusAfter(one, other, last)).toMatchObject({
      unsettledFields: [],
      corrections: new Map([['name', [last]]]),
    })
  })
  test('made apart with one value are one', () => {
    const same = corrected('fatima', 'Aït', submittedAct)
    expect(statusAfter(one, same).unsettledFields).toEqual([])
  })
})
