import { expect, test } from 'vitest'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { Act } from './act.ts'
import { keepingCaseOf } from './keeping-case.ts'
import { retentionOf } from './retention.ts'
import { statusOf } from './status.ts'
import { actBy, filedActs, officePack, submittedAct } from './testing/office.ts'

const secret = 'a name that is nobody’s business'
const on = (day: string) => ({ at: `${day}T10:00:00Z` })
const accepted = actBy('karim', 'decided', { outcome: 'accepted', text: secret }, [submittedAct], on('2026-03-10'))
const issued = actBy('karim', 'issued', { document: 'certificate' }, [accepted], on('2026-03-10'))
const n = { issued: issued.id, office: 'office', year: 2026, series: 'A', n: 7 }
const numbered = actBy('server', 'numbered', n, [issued], on('2026-03-10'))
const noted = actBy('karim', 'noted', { text: secret }, [numbered], on('2026-03-11'))
const given = actBy('karim', 'handed-over', { proof: 'reference' }, [noted], on('2026-03-20'))
const closed = [...filedActs, accepted, issued, numbered, noted, given]
const said = (agent: string, kind: Act['kind'], payload: Act['payload'], after: Act): Act =>
  actBy(agent, kind, payload, [after], on('2026-04-01'))

const look = (acts: readonly Act[], today: string, changes: Partial<ProcedurePack['records']> = {}) => {
  const status = statusOf(acts, officePack.workflow)
  const records = { ...officePack.records, ...changes }
  const retention = retentionOf({ status, records, produces: officePack.service.produces, today })
  return keepingCaseOf('d', status, retention)
}

test('what waits for a person is told with its number and its papers, and without a word of what it holds', () => {
  const told = look(closed, '2027-04-01', { disposal: 'review' })
  expect(told).toMatchObject({
    what: 'review',
    since: '2027-03-20',
    office: 'office',
    closed: true,
    numbers: ['2026-A-7'],
    words: [],
    after: [given.id],
  })
  expect(JSON.stringify(told)).not.toContain(secret)
  expect(look(closed, '2027-04-01', { disposal: 'transfer' })).toMatchObject({ what: 'transfer' })
})

test('what waits for nobody is not told: its term runs, or it is due', () => {
  expect(look(closed, '2026-05-01')).toBeNull()
  expect(look(closed, '2099-01-01')).toBeNull()
})

test('a hold is told with who, when and why, on whatever day, until it is lifted', () => {
  const hold = said('samira', 'retention-held', { reason: 'Un procès.' }, given)
  const lifted = said('hind', 'retention-released', { reason: 'Jugé.' }, hold)
  expect(look([...closed, hold], '2026-05-01')).toMatchObject({
    what: 'held',
    since: '2026-04-01',
    words: [{ kind: 'retention-held', agent: 'samira', on: '2026-04-01', said: 'Un procès.', stands: true }],
  })
  expect(look([...closed, hold, lifted], '2026-05-01')).toBeNull()
})

test('an erasure asked for before the term is told until a supervisor keeps it or agrees', () => {
  const ask = said('samira', 'disposal-decided', { what: 'destroy', reason: 'x' }, given)
  const keep = said('hind', 'disposal-decided', { what: 'keep', until: '2026-09-01', reason: 'y' }, ask)
  const agree = said('hind', 'disposal-decided', { what: 'destroy', reason: 'y' }, ask)
  expect(look([...closed, ask], '2026-05-01')).toMatchObject({ what: 'early', since: '2026-04-01', term: '2027-03-20' })
  expect(look([...closed, ask, keep], '2026-05-01')).toBeNull()
  expect(look([...closed, ask, agree], '2026-05-01')).toBeNull()
})
