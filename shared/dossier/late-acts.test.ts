// Acts that are wrong, late or made twice: each is refused with a sentence that says the next step, and what its author
// could not have known is never held against them.
import { describe, expect, test } from 'vitest'
import type { ActKind } from '../procedure/workflow.ts'
import type { Act } from './act.ts'
import { refuse } from './refusals.ts'
import { checkAct, kindsAllowed } from './rules.ts'
import { statusOf } from './status.ts'
import { actBy, filedActs, officeDirectory, officePack, submittedAct } from './testing/office.ts'

const refusalOf = (acts: readonly Act[], act: Act): string => {
  const judged = checkAct({ acts: [...filedActs, ...acts], directory: officeDirectory, packs: [officePack] }, act)
  return judged.ok ? 'ok' : judged.error.type
}
/** Written by somebody who has seen all of it. */
const then = (acts: readonly Act[], agent: string, kind: ActKind, payload: Act['payload'] = {}): string =>
  refusalOf(acts, actBy(agent, kind, payload, acts.length === 0 ? [submittedAct] : acts))

const text = 'x'
const yes = actBy('karim', 'decided', { outcome: 'accepted' }, [submittedAct])
const no = actBy('samira', 'decided', { outcome: 'refused', reason: 'doubt' }, [submittedAct])
const issued = actBy('karim', 'issued', { document: 'certificate' }, [yes])
const given = actBy('karim', 'handed-over', { proof: 'scan', issued: issued.id }, [issued])
const asked = actBy('karim', 'opinion-requested', { from: 'town', text }, [submittedAct])
const moved = actBy('karim', 'transferred', { to: 'town', reason: text }, [submittedAct])

describe('twice', () => {
  test('a paper is handed over once; somebody who had not seen it is not refused', () => {
    expect(then([yes, issued, given], 'samira', 'handed-over', { proof: 'mark' })).toBe('handed-over')
    const ready = actBy('karim', 'ready', {}, [yes])
    const early = actBy('karim', 'handed-over', { proof: 'scan' }, [ready])
    expect(refusalOf([yes, ready, early], actBy('samira', 'handed-over', { proof: 'mark' }, [ready]))).toBe('ok')
  })
  test('papers are asked for once (law 55-19)', () => {
    const request = actBy('karim', 'piece-requested', { pieces: ['photo'] }, [submittedAct])
    const brought = actBy('fatima', 'piece-supplied', { pieces: ['photo'], capture: 'seen' }, [request])
    expect(then([request, brought], 'samira', 'piece-requested', { pieces: ['bill'] })).toBe('once')
  })
  test('an opinion is given once', () => {
    const opinion = actBy('omar', 'opinion-given', { outcome: 'favourable', text, request: asked.id }, [asked])
    const again = { outcome: 'reserved', text }
    expect(then([asked, opinion], 'omar', 'opinion-given', again)).toBe('opinion-given')
    expect(then([asked, opinion], 'omar', 'opinion-given', { ...again, request: asked.id })).toBe('opinion-given')
  })
  test('a paper is issued once; another names the one it replaces, and that one is handed over no more', () => {
    expect(then([yes, issued], 'karim', 'issued', { document: 'certificate' })).toBe('issued')
    const next = actBy('karim', 'issued', { document: 'certificate', replaces: issued.id }, [issued])
    expect(refusalOf([yes, issued], next)).toBe('ok')
    expect(then([yes, issued, next], 'karim', 'handed-over', { proof: 'scan', issued: issued.id })).toBe('replaced')
    expect(then([yes, issued, next], 'karim', 'issued', { document: 'certificate', replaces: issued.id })).toBe(
      'replaced',
    )
    expect(then([yes, issued, next], 'karim', 'handed-over', { proof: 'scan', issued: next.id })).toBe('ok')
  })
  test('a request is filed once, and a decision taken once', () => {
    expect(then([], 'fatima', 'submitted', submittedAct.payload)).toBe('filed')
    expect(then([yes], 'karim', 'decided', { outcome: 'refused', reason: 'doubt' })).toBe('decided')
  })
})

describe('too early or too late', () => {
  test('a paper before the decision', () => {
    expect(then([], 'karim', 'issued', { document: 'certificate' })).toBe('not-accepted')
    expect(then([], 'karim', 'ready')).toBe('not-accepted')
    expect(then([], 'karim', 'handed-over', { proof: 'scan' })).toBe('not-accepted')
  })
  test('anything but a note, a rating, the person’s no, once it is closed', () => {
    const closed = [yes, issued, given]
    expect(then(closed, 'karim', 'decided', { outcome: 'refused', reason: 'doubt' })).toBe('closed')
    expect(then(closed, 'karim', 'corrected', { field: 'name', value: 'y', reason: text })).toBe('closed')
    expect(then(closed, 'karim', 'issued', { document: 'certificate', replaces: issued.id })).toBe('closed')
    expect(then(closed, 'karim', 'noted', { text })).toBe('ok')
    expect(then(closed, 'fatima', 'rated', { score: 3 })).toBe('ok')
    expect(then(closed, 'omar', 'mandate-revoked')).toBe('ok')
  })
  test('opening again what is open, what was withdrawn, or without being an officer or a supervisor', () => {
    expect(then([], 'samira', 'reopened', { reason: text })).toBe('not-closed')
    const withdrawn = actBy('fatima', 'withdrawn', { reason: text }, [submittedAct])
    expect(then([withdrawn], 'samira', 'reopened', { reason: text })).toBe('not-reopened')
    expect(then([no], 'karim', 'reopened', { reason: text })).toBe('role')
    expect(then([no], 'samira', 'reopened', { reason: text })).toBe('ok')
    expect(then([no], 'hind', 'reopened', { reason: text })).toBe('ok')
  })
  test('a correction before it is filed, an opinion after it is decided', () => {
    const opened = filedActs.slice(0, 1)
    const early = actBy('fatima', 'corrected', { field: 'name', value: 'y', reason: text }, opened)
    const context = { directory: officeDirectory, packs: [officePack] }
    expect(checkAct({ acts: opened, ...context }, early)).toEqual(refuse('not-filed'))
    const late = actBy('karim', 'decided', { outcome: 'accepted' }, [asked])
    expect(then([asked, late], 'omar', 'opinion-given', { outcome: 'favourable', text })).toBe('decided')
  })
  test('anything that goes on while two decisions stand apart; a supervisor keeps one but decides nothing', () => {
    expect(then([yes, no], 'karim', 'ready')).toBe('suspended')
    expect(then([yes, no], 'karim', 'issued', { document: 'certificate' })).toBe('suspended')
    expect(then([yes, no], 'hind', 'settled', { keep: yes.id, text })).toBe('ok')
    expect(then([yes, no], 'hind', 'settled', { anew: { outcome: 'accepted' }, text })).toBe('role')
    expect(then([yes, no], 'samira', 'settled', { anew: { outcome: 'accepted' }, text })).toBe('ok')
    expect(then([yes, no], 'samira', 'settled', { anew: { outcome: 'refused' }, text })).toBe('malformed')
    expect(then([yes, no], 'samira', 'settled', { keep: yes.id, anew: { outcome: 'accepted' }, text })).toBe(
      'malformed',
    )
    expect(then([yes], 'samira', 'settled', { keep: yes.id, text })).toBe('not-suspended')
  })
})

describe('by somebody else', () => {
  test('an opinion that nobody asked of this unit', () => {
    expect(then([], 'karim', 'opinion-given', { outcome: 'favourable', text })).toBe('not-asked')
    expect(then([], 'omar', 'opinion-given', { outcome: 'favourable', text })).toBe('circulation')
  })
  test('who was asked for an opinion gives it, and decides nothing', () => {
    expect(then([asked], 'omar', 'decided', { outcome: 'accepted' })).toBe('elsewhere')
    expect(then([asked], 'omar', 'opinion-given', { outcome: 'favourable', text })).toBe('ok')
    expect(then([asked], 'omar', 'noted', { text })).toBe('ok')
  })
  test('a dossier that was sent on is the other office’s; who had not seen that is not refused', () => {
    expect(statusOf([...filedActs, moved], officePack.workflow).office).toBe('town')
    expect(then([moved], 'karim', 'decided', { outcome: 'accepted' })).toBe('elsewhere')
    expect(then([moved], 'omar', 'decided', { outcome: 'accepted' })).toBe('ok')
    expect(refusalOf([moved], actBy('karim', 'decided', { outcome: 'accepted' }, [submittedAct]))).toBe('ok')
  })
  test('a number from a person, and silence that a person declares', () => {
    const number = { issued: issued.id, office: 'office', year: 2026, series: 'A', n: 1 }
    expect(then([yes, issued], 'samira', 'numbered', number)).toBe('server-numbers')
    expect(then([yes], 'samira', 'issued', { document: 'certificate', number: '2026-A-1' })).toBe('server-numbers')
    expect(then([yes, issued], 'server', 'numbered', number)).toBe('ok')
    expect(then([], 'samira', 'decided', { outcome: 'accepted', silence: true })).toBe('role')
    expect(then([], 'server', 'decided', { outcome: 'accepted' })).toBe('role')
    expect(then([], 'server', 'decided', { outcome: 'accepted', silence: true })).toBe('ok')
  })
})

describe('about what is not there', () => {
  const correct = (field: string, value: unknown): string =>
    then([], 'karim', 'corrected', { field, value, reason: text })
  test('a question the pack does not have, a value that is none, one that is sealed', () => {
    expect(correct('nom', 'y')).toBe('unknown-field')
    expect(correct('members', 'y')).toBe('unknown-field')
    expect(correct('name', 'y')).toBe('ok')
    expect(correct('name', null)).toBe('ok')
    expect(correct('members[k7f2].member', 'y')).toBe('ok')
    expect(correct('year', 'mille')).toBe('malformed')
    expect(correct('year', 1980)).toBe('ok')
    expect(correct('hidden', 'y')).toBe('sealed-field')
    expect(correct('hidden', `sealed.1.${'A'.repeat(200)}`)).toBe('ok')
  })
  test('a paper or a piece the pack does not know, another office that is none', () => {
    expect(then([], 'karim', 'piece-requested', { pieces: ['sang'] })).toBe('unknown-piece')
    expect(then([yes], 'karim', 'issued', { document: 'receipt' })).toBe('unknown-document')
    expect(then([yes], 'karim', 'handed-over', { proof: 'scan', issued: yes.id })).toBe('unknown-document')
    expect(then([], 'karim', 'transferred', { to: 'office', reason: text })).toBe('other-office')
    expect(then([], 'karim', 'opinion-requested', { from: 'point', text })).toBe('other-office')
  })
  test('a paper while a question stands corrected two ways', () => {
    const correction = (agent: string, value: string) =>
      actBy(agent, 'corrected', { field: 'name', value, reason: text }, [yes])
    const apart = [yes, correction('karim', 'a'), correction('samira', 'b')]
    expect(then(apart, 'karim', 'issued', { document: 'certificate' })).toBe('disputed')
    expect(
      kindsAllowed(officePack, statusOf([...filedActs, ...apart], officePack.workflow), {
        role: 'clerk',
        unit: 'office',
      }),
    ).not.toContain('issued')
  })
})

test('every refusal is a sentence in both languages', () => {
  for (const type of [
    'handed-over',
    'once',
    'not-asked',
    'not-accepted',
    'server-numbers',
    'closed',
    'replaced',
  ] as const) {
    const told = refuse(type)
    if (told.ok) return expect.fail(type)
    expect(told.error.detail.fr).toMatch(/\p{Lu}.*\.$/u)
    expect(told.error.detail.ar).toMatch(/\p{Script=Arabic}.*\.$/u)
  }
  return undefined
})
