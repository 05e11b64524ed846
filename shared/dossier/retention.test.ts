import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDuration } from '../procedure/duration.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { Act } from './act.ts'
import { retentionOf, type Retention } from './retention.ts'
import { statusOf } from './status.ts'
import { actBy, filedActs, officePack, openedAct, submittedAct } from './testing/office.ts'

const records: ProcedurePack['records'] = officePack.records
const on = (day: string) => ({ at: `${day}T10:00:00Z` })
const look = (
  acts: readonly Act[],
  today: string,
  changes: Partial<ProcedurePack['records']> = {},
  produces = officePack.service.produces,
): Retention =>
  retentionOf({ status: statusOf(acts, officePack.workflow), records: { ...records, ...changes }, produces, today })

const received = (day: string): Act => actBy('server', 'received', { official: true }, [submittedAct], on(day))
const accepted = actBy('karim', 'decided', { outcome: 'accepted' }, [submittedAct], on('2026-03-10'))
const issued = actBy('karim', 'issued', { document: 'certificate' }, [accepted], on('2026-03-10'))
const given = actBy('karim', 'handed-over', { proof: 'reference' }, [issued], on('2026-03-20'))
const closed = [...filedActs, received('2026-03-02'), accepted, issued, given]
const saidAfter = (agent: string, kind: Act['kind'], payload: Act['payload'], after: Act, day = '2026-04-01'): Act =>
  actBy(agent, kind, payload, [after], on(day))
const reason = 'x'

describe('how long a dossier is kept', () => {
  test('nothing counts down while somebody works on it', () => {
    expect(look([...filedActs, accepted], '2099-01-01')).toEqual({ type: 'running' })
  })

  test('the term counts from the day it was closed, and is over on its last day', () => {
    expect(look(closed, '2027-03-19')).toEqual({ type: 'waits', on: '2027-03-20' })
    expect(look(closed, '2027-03-20')).toEqual({
      type: 'due',
      on: '2027-03-20',
      how: 'destroyed',
      why: 'retention',
    })
  })

  test('or from the decision, or from the last day of the paper, when the pack says so', () => {
    expect(look(closed, '2026-04-01', { trigger: 'decision' })).toEqual({ type: 'waits', on: '2027-03-10' })
    const lasting = officePack.service.produces.map((one) => ({ ...one, validity: 'P3M' }))
    expect(look(closed, '2026-04-01', { trigger: 'expiry' }, lasting)).toEqual({ type: 'waits', on: '2027-06-10' })
    expect(look(closed, '2026-04-01', { trigger: 'expiry' })).toEqual({ type: 'waits', on: '2027-03-20' })
  })

  test('a request that nobody ever filed is kept as long, from the last thing done about it', () => {
    expect(look([openedAct], '2026-04-01')).toEqual({ type: 'waits', on: '2027-03-02' })
  })

  test('opened again, it counts no more', () => {
    const reopened = saidAfter('samira', 'reopened', { reason }, given)
    expect(look([...closed, reopened], '2030-01-01')).toEqual({ type: 'running' })
  })

  test('a clock of 1970 makes nothing due: the server heard of it later', () => {
    const early = actBy('karim', 'handed-over', { proof: 'reference' }, [issued], on('1970-01-01'))
    const acts = [...filedActs, received('2026-03-05'), accepted, issued, early]
    expect(look(acts, '2027-03-04')).toEqual({ type: 'waits', on: '2027-03-05' })
  })

  test('a clock of 2099 keeps it, and never past that day', () => {
    const late = actBy('karim', 'handed-over', { proof: 'reference' }, [issued], on('2099-01-01'))
    const acts = [...filedActs, received('2026-03-05'), accepted, issued, late]
    expect(look(acts, '2030-01-01')).toEqual({ type: 'waits', on: '2031-01-01' })
    expect(look(acts, '2100-01-01')).toMatchObject({ type: 'due', on: '2100-01-01' })
  })

  test('identity may go first', () => {
    const first = { retention: 'P5Y', anonymiseAfter: 'P6M' }
    expect(look(closed, '2026-09-19', first)).toEqual({ type: 'waits', on: '2026-09-20' })
    expect(look(closed, '2026-09-20', first)).toMatchObject({ type: 'due', how: 'anonymised', why: 'anonymise-after' })
    expect(look(closed, '2031-03-20', first)).toMatchObject({ type: 'due', how: 'destroyed', why: 'retention' })
  })
})

describe('what a person must say', () => {
  test('a review waits for a supervisor, and one is enough then', () => {
    const review = { disposal: 'review' as const }
    expect(look(closed, '2027-04-01', review)).toEqual({ type: 'asks', since: '2027-03-20', what: 'review' })
    const destroy = saidAfter('hind', 'disposal-decided', { what: 'destroy', reason }, given)
    expect(look([...closed, destroy], '2027-04-01', review)).toMatchObject({ type: 'due', why: 'decided' })
    const keep = saidAfter('hind', 'disposal-decided', { what: 'keep', until: '2030-01-01', reason }, given)
    expect(look([...closed, keep], '2027-04-01', review)).toEqual({ type: 'waits', on: '2030-01-01' })
    expect(look([...closed, keep], '2030-01-01', review)).toMatchObject({ type: 'asks' })
  })

  test('two decisions that have not seen each other and differ are none', () => {
    const destroy = saidAfter('hind', 'disposal-decided', { what: 'destroy', reason }, given)
    const keep = saidAfter('hind', 'disposal-decided', { what: 'keep', until: '2030-01-01', reason }, given)
    const acts = [...closed, destroy, keep]
    expect(look(acts, '2027-04-01', { disposal: 'review' })).toMatchObject({ type: 'asks' })
  })

  test('before the term it takes two people', () => {
    const one = saidAfter('hind', 'disposal-decided', { what: 'destroy', reason }, given)
    expect(look([...closed, one], '2026-05-01')).toEqual({ type: 'waits', on: '2027-03-20' })
    const again = saidAfter('hind', 'disposal-decided', { what: 'destroy', reason: 'y' }, one)
    expect(look([...closed, one, again], '2026-05-01')).toEqual({ type: 'waits', on: '2027-03-20' })
    const two = saidAfter('samira', 'disposal-decided', { what: 'destroy', reason }, one)
    expect(look([...closed, one, two], '2026-05-01')).toMatchObject({ type: 'due', how: 'destroyed', why: 'decided' })
  })

  test('an officer may be the first of the two, and never decides: before the term, nor after it', () => {
    const asked = saidAfter('samira', 'disposal-decided', { what: 'destroy', reason }, given)
    const review = { disposal: 'review' as const }
    expect(look([...closed, asked], '2026-05-01')).toEqual({ type: 'waits', on: '2027-03-20' })
    expect(look([...closed, asked], '2027-04-01', review)).toMatchObject({ type: 'asks' })
    const confirmed = saidAfter('hind', 'disposal-decided', { what: 'destroy', reason }, asked)
    expect(look([...closed, asked, confirmed], '2026-05-01')).toMatchObject({ type: 'due', why: 'decided' })
    const keep = saidAfter('hind', 'disposal-decided', { what: 'keep', until: '2030-01-01', reason }, given)
    const after = saidAfter('samira', 'disposal-decided', { what: 'destroy', reason }, keep)
    expect(look([...closed, keep, after], '2027-04-01')).toEqual({ type: 'waits', on: '2030-01-01' })
  })

  test('of what nobody filed there is nothing to review: it goes after the term', () => {
    expect(look([openedAct], '2027-03-02', { disposal: 'review' })).toMatchObject({ type: 'due', how: 'destroyed' })
  })

  test('what is to be transferred waits until the archive has it', () => {
    const transfer = { disposal: 'transfer' as const }
    expect(look(closed, '2027-04-01', transfer)).toMatchObject({ type: 'asks', what: 'transfer' })
    const archived = saidAfter('hind', 'archived', { where: 'Archives' }, given)
    expect(look([...closed, archived], '2027-04-01', transfer)).toMatchObject({ type: 'due', why: 'archived' })
    expect(look([...closed, archived], '2027-03-01', transfer)).toEqual({ type: 'waits', on: '2027-03-20' })
  })

  test('a hold stops everything, a release of somebody who saw it lets it go on, one who did not does not', () => {
    const hold = saidAfter('hind', 'retention-held', { reason }, given)
    expect(look([...closed, hold], '2099-01-01')).toMatchObject({ type: 'held', by: [{ id: hold.id }] })
    const released = saidAfter('hind', 'retention-released', { reason }, hold)
    expect(look([...closed, hold, released], '2099-01-01')).toMatchObject({ type: 'due' })
    const apart = saidAfter('hind', 'retention-released', { reason }, given)
    expect(look([...closed, hold, apart], '2099-01-01')).toMatchObject({ type: 'held' })
  })
})

const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
const dayText = day.map((one) => one.toISOString().slice(0, 10))
const beacon = (at: string): string => `${at}T08:00:00Z.${'x'.repeat(43)}`

describe('rule 15, whatever the clocks said', () => {
  const lives = fc.record({ at: dayText, told: dayText, heard: dayText, today: dayText })
  const actsOf = ({ at, told, heard }: { at: string; told: string; heard: string }): readonly Act[] => {
    const quoted = { ...on(at), beacon: beacon(told) }
    const end = actBy('karim', 'handed-over', { proof: 'reference' }, [issued], quoted)
    return [...filedActs, received(heard), accepted, issued, end]
  }

  test('nothing is due before the term has passed since each word of the server that it follows', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const seen = look(actsOf(life), life.today)
        if (seen.type !== 'due') return
        for (const server of [life.told, life.heard])
          expect(life.today >= (addDuration(server, records.retention) ?? '')).toBe(true)
        expect(life.today >= (addDuration(life.at, records.retention) ?? '')).toBe(true)
      }),
    )
  })

  test('what is due today is due tomorrow, and a hold stops it on any day', () => {
    fc.assert(
      fc.property(lives, fc.nat(40_000), (life, more) => {
        const acts = actsOf(life)
        const later = new Date(Date.parse(life.today) + more * 86_400_000).toISOString().slice(0, 10)
        if (look(acts, life.today).type === 'due' && later.length === 10) expect(look(acts, later).type).toBe('due')
        const hold = actBy('hind', 'retention-held', { reason }, [issued], on(life.at))
        expect(['held', 'running']).toContain(look([...acts, hold], life.today).type)
      }),
    )
  })
})
