// Laws of the fold, over histories that honest people write on devices that meet now and then: what they hold is settled
// by which acts exist, never by the order in which they came.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActKind } from '../procedure/workflow.ts'
import { circulationOf } from '../sync/circulation.ts'
import type { Act } from './act.ts'
import { sha256Url } from './canonical.ts'
import { effectiveAnswers } from './effective-answers.ts'
import { ancestorsOf, headsOf, lacksOf } from './graph.ts'
import { payloadOf } from './payload.ts'
import { checkAct } from './rules.ts'
import { statusOf } from './status.ts'
import { histories, sayings, together, whole } from './testing/histories.ts'
import { actBy, filedActs, officeDirectory, officePack } from './testing/office.ts'

const { workflow } = officePack

const hold = (law: (acts: readonly Act[]) => void): void => fc.assert(fc.property(whole, law), { numRuns: 60 })
const knowsOf = (acts: readonly Act[], act: Act, other: Act): boolean => ancestorsOf(acts, act).has(other.id)
const isApart = (acts: readonly Act[], one: Act, other: Act): boolean =>
  one !== other && !knowsOf(acts, one, other) && !knowsOf(acts, other, one)
/** As it was before anybody settled anything. */
const untilSettled = (acts: readonly Act[]): readonly Act[] => {
  const settled = acts.filter(({ kind }) => kind === 'settled')
  return acts.filter((act) => !settled.some((one) => one === act || knowsOf(acts, act, one)))
}
const decisionsIn = (acts: readonly Act[]): readonly Act[] =>
  acts.filter((act) => act.kind === 'decided' || payloadOf(act, 'settled')?.anew)

test('the histories are worth looking at: every kind is met, and every sort of contest', () => {
  const all = fc.sample(whole, { numRuns: 120, seed: 7 })
  const met = new Set(all.flatMap((acts) => acts.map(({ kind }) => kind)))
  for (const [kind] of sayings) expect(met).toContain(kind)
  const statuses = all.map((acts) => statusOf(acts, workflow))
  for (const isMet of [
    statuses.some(({ suspended }) => suspended.length > 2),
    statuses.some(({ decision }) => decision?.kind === 'settled'),
    statuses.some(({ handedOverTwice }) => handedOverTwice.length > 1),
    statuses.some(({ unsettledFields }) => unsettledFields.length > 0),
    statuses.some(({ steps }) => steps.some(({ act }) => act.kind === 'reopened')),
    statuses.some(({ issued }) => issued.some(({ number, replacedBy }) => number !== null && replacedBy !== null)),
  ])
    expect(isMet).toBe(true)
})

describe('one status', () => {
  test('whatever order the acts arrive in, once or twice', () => {
    fc.assert(
      fc.property(
        whole.chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray([...acts], { minLength: acts.length }))),
        ([acts, shuffled]) => {
          const expected = statusOf(acts, workflow)
          expect(statusOf(shuffled, workflow)).toEqual(expected)
          expect(statusOf([...shuffled, ...acts], workflow)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('however they were parted meanwhile: whoever holds what all held together, sees what all see', () => {
    fc.assert(
      fc.property(histories, fc.nat(100), (held, first) => {
        const order = held.map((_, i) => held[(i + first) % held.length] ?? [])
        const merged = order.reduce((mine, theirs) => together([mine, theirs]), [])
        expect(statusOf(merged, workflow)).toEqual(statusOf(together(held), workflow))
      }),
      { numRuns: 60 },
    )
  })

  test('and nobody who holds a part of it lacks an act without its being known, or lacks none', () => {
    hold((acts) => {
      expect(lacksOf(acts)).toEqual([])
      const without = acts.filter(({ kind }) => kind !== 'submitted')
      const submitted = acts.filter(({ kind }) => kind === 'submitted').map(({ id }) => id)
      const isSeen = without.some(({ after }) => after.includes(submitted[0] ?? ''))
      expect(lacksOf(without)).toEqual(isSeen ? submitted : [])
    })
  })
})

test('the units that see it are those that the server lets read it', () => {
  hold((acts) => {
    expect([...statusOf(acts, workflow).circulation].sort()).toEqual([...circulationOf(acts)].sort())
  })
})

describe('no silent loss', () => {
  test('every act stays in the history; what moves nothing, was set aside or waits is told', () => {
    hold((acts) => {
      const { history, withoutEffect, suspended, steps } = statusOf(acts, workflow)
      expect(history.map(({ id }) => id).sort()).toEqual(acts.map(({ id }) => id).sort())
      const waiting = new Set(suspended.map(({ id }) => id))
      for (const { act } of steps) expect(withoutEffect.has(act.id) || waiting.has(act.id)).toBe(false)
      for (const id of waiting) expect(withoutEffect.has(id)).toBe(false)
      // A decision either counted when it was its turn, or is among those told.
      for (const act of decisionsIn(acts))
        expect(steps.some((step) => step.act.id === act.id) || withoutEffect.has(act.id) || waiting.has(act.id)).toBe(
          true,
        )
    })
  })

  test('every hand-over, paper, opinion and visit is told, whatever became of the decision behind it', () => {
    hold((acts) => {
      const status = statusOf(acts, workflow)
      const of = (kind: ActKind) => acts.filter((act) => act.kind === kind)
      expect(status.handOvers).toHaveLength(of('handed-over').length)
      expect(status.issued).toHaveLength(of('issued').length)
      expect(status.opinions).toHaveLength(of('opinion-requested').length)
      expect(status.visits.flatMap(({ visit }) => visit ?? [])).toHaveLength(of('visited').length)
    })
  })

  test('every correction is the last word on its field, or was seen by who said the last word', () => {
    hold((acts) => {
      const { corrections, unsettledFields } = statusOf(acts, workflow)
      for (const act of acts) {
        const field = payloadOf(act, 'corrected')?.field
        if (field === undefined) continue
        const last = corrections.get(field) ?? []
        const isSaid = last.some(
          (one) => one === act || knowsOf(acts, one, act) || one.payload['value'] === act.payload['value'],
        )
        expect(isSaid || acts.some((one) => one.payload['field'] === field && knowsOf(acts, one, act))).toBe(true)
      }
      for (const [field, last] of corrections)
        expect(unsettledFields.includes(field)).toBe(new Set(last.map(({ payload }) => payload['value'])).size > 1)
    })
  })

  test('what was filed is never overwritten, and a disputed correction never counts', () => {
    hold((acts) => {
      const status = statusOf(acts, workflow)
      const filed = { name: 'comme déposé', year: 1980 }
      const { answers, corrected, disputed } = effectiveAnswers({ answers: filed, conflicts: new Map() }, status)
      expect(disputed).toEqual(status.unsettledFields)
      for (const [field, { filed: first, value, by, disputed: apart }] of corrected) {
        expect(first).toBe(filed[field as keyof typeof filed])
        expect(answers[field]).toBe(value)
        expect(value).toBe(by ? by.payload['value'] : first)
        for (const one of apart) expect(one).not.toBe(by)
      }
    })
  })
})

describe('suspense', () => {
  test('without a settlement: exactly the decisions that had not seen each other', () => {
    hold((acts) => {
      const unsettled = untilSettled(acts)
      const decisions = decisionsIn(unsettled)
      const apart = decisions.filter((one) => decisions.some((other) => isApart(acts, one, other)))
      const { suspended } = statusOf(unsettled, workflow)
      expect(suspended.map(({ id }) => id).sort()).toEqual(apart.map(({ id }) => id).sort())
    })
  })

  test('with settlements: never one alone; and where there is none, those that stand had seen each other', () => {
    hold((acts) => {
      const { suspended, withoutEffect, public: shown, closed } = statusOf(acts, workflow)
      expect(suspended.length).not.toBe(1)
      expect(shown === 'suspended').toBe(suspended.length > 0)
      if (suspended.length > 0) {
        expect(closed).toBe(false)
        return
      }
      const standing = decisionsIn(acts).filter(({ id }) => !withoutEffect.has(id))
      for (const one of standing) for (const other of standing) expect(isApart(acts, one, other)).toBe(false)
    })
  })

  test('one settlement by somebody who has seen everything ends it, the way they said', () => {
    hold((acts) => {
      const { suspended } = statusOf(acts, workflow)
      for (const kept of suspended) {
        const settled = actBy('hind', 'settled', { keep: kept.id, text: 'vu' }, headsOf(acts))
        const after = statusOf([...acts, settled], workflow)
        expect(after.suspended).toEqual([])
        for (const other of suspended) if (other !== kept) expect(after.withoutEffect.has(other.id)).toBe(true)
        // It counts, unless the dossier had gone where no such decision can be taken.
        expect(after.steps.some(({ act }) => act.id === kept.id)).toBe(!after.withoutEffect.has(kept.id))
      }
    })
  })

  test('hand-overs: more than one is told as apart exactly when two had not seen each other and nobody said which', () => {
    hold((acts) => {
      const unsettled = untilSettled(acts)
      const { handOvers, handedOverTwice } = statusOf(unsettled, workflow)
      const apart = handOvers.filter((one) => handOvers.some((other) => isApart(acts, one, other)))
      expect(handedOverTwice.map(({ id }) => id).sort()).toEqual(apart.map(({ id }) => id).sort())
    })
  })
})

describe('what the server says of something held', () => {
  test('changes nothing: no state, no contest, no date, no work, nor the order of what was done', () => {
    hold((acts) => {
      const submitted = acts.find(({ kind }) => kind === 'submitted')
      if (!submitted) return expect.fail('every history is of a filed request')
      const received = actBy('server', 'received', { official: true }, [submitted])
      const words = ['one', 'two'].map((device) => {
        const by = { agent: 'fatima', device, incarnation: 'sitting' }
        const payload = { entry: sha256Url(new Uint8Array()), reason: 'act-not-allowed', kind: 'act', by }
        return actBy('server', 'entry-held', payload, [submitted])
      })
      const { history: before, heads: _, ...without } = statusOf([...acts, received], workflow)
      const { history, heads, ...status } = statusOf([...acts, received, ...words], workflow)
      expect(status).toEqual(without)
      expect(history.filter(({ kind }) => kind !== 'entry-held')).toEqual(before)
      // Whoever acts next has seen it, and whoever had acted has not.
      for (const { id } of words) expect(heads).toContain(id)
      for (const act of acts) for (const word of words) expect(knowsOf(acts, act, word)).toBe(false)
    })
  })

  test('is the server’s to say, once the request was filed', () => {
    const by = { agent: 'fatima', device: 'kiosk', incarnation: 'sitting' }
    const payload = { entry: sha256Url(new Uint8Array()), reason: 'act-not-allowed', kind: 'act', by }
    const refusalOf = (who: string, acts: readonly Act[]): string => {
      const said = checkAct(
        { acts, directory: officeDirectory, packs: [officePack] },
        actBy(who, 'entry-held', payload, headsOf(acts)),
      )
      return said.ok ? 'ok' : said.error.type
    }
    expect(refusalOf('server', filedActs)).toBe('ok')
    expect(refusalOf('server', filedActs.slice(0, 1))).toBe('not-filed')
    for (const who of ['fatima', 'karim', 'samira', 'hind']) expect(refusalOf(who, filedActs)).toBe('role')
  })
})

describe('official or provisional', () => {
  test('a paper has a number exactly when the server gave it one, and all devices read the same', () => {
    hold((acts) => {
      for (const { act, number, numbered, voided } of statusOf(acts, workflow).issued) {
        const given = acts.filter((one) => payloadOf(one, 'numbered')?.issued === act.id && one.by.role === 'system')
        expect(number !== null).toBe(given.length > 0)
        expect([...(numbered ? [numbered] : []), ...voided].map(({ id }) => id).sort()).toEqual(
          given.map(({ id }) => id).sort(),
        )
      }
    })
  })

  test('a number that a person wrote makes nothing official', () => {
    hold((acts) => {
      const forged = acts
        .filter(({ kind }) => kind === 'issued')
        .map((act) =>
          actBy('karim', 'numbered', { issued: act.id, office: 'office', year: 2026, series: 'A', n: 1 }, [act]),
        )
      const unnumbered = acts.filter(({ kind }) => kind !== 'numbered')
      for (const { number } of statusOf([...unnumbered, ...forged], workflow).issued) expect(number).toBeNull()
    })
  })
})
