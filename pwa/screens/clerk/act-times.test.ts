import { describe, expect, test } from 'vitest'
import type { Act } from '../../../shared/dossier/act.ts'
import { timesOf } from './act-times.ts'
import { sampleAct } from './samples.ts'

const beacon = (at: string) => `${at}.${'A'.repeat(43)}`
const of = (id: string, after: readonly string[], over: Partial<Act> & { readonly device?: string }): Act => {
  const { device = id, ...rest } = over
  const act = sampleAct(id, 'noted', { text: '…' }, after)
  return { ...act, beacon: null, ...rest, by: { ...act.by, device, role: rest.by?.role ?? 'clerk' } }
}
const at = '2026-08-20T10:12:00Z'

describe('when an act was written', () => {
  test('is between the last server time its device had been told and the first sign that the server had it', () => {
    const first = of('a', [], { at, beacon: beacon('2026-08-20T08:00:00Z') })
    const later = of('b', ['a'], { at, beacon: beacon('2026-08-20T11:00:00Z') })
    expect(timesOf([first, later]).get('a')).toEqual({
      notBefore: '2026-08-20T08:00:00Z',
      receivedBy: '2026-08-20T11:00:00Z',
      clock: 'possible',
    })
  })

  test('is bounded by the server’s own act as soon as there is one', () => {
    const first = of('a', [], { at })
    const received = of('s', ['a'], {
      at: '2026-08-20T10:30:00Z',
      by: { ...sampleAct('s', 'received', {}).by, role: 'system' },
    })
    const later = of('b', ['s'], { at, beacon: beacon('2026-08-21T09:00:00Z') })
    expect(timesOf([first, received, later]).get('a')?.receivedBy).toBe('2026-08-20T10:30:00Z')
  })

  test('has no later bound while only its own device builds on it', () => {
    const first = of('a', [], { at, device: 'one' })
    const next = of('b', ['a'], { at, device: 'one', beacon: beacon('2026-08-20T11:00:00Z') })
    expect(timesOf([first, next]).get('a')?.receivedBy).toBeNull()
  })

  test('a clock that says an impossible time is told, whichever way it is wrong', () => {
    const behind = of('a', [], { at: '2026-08-20T07:00:00Z', beacon: beacon('2026-08-20T08:00:00Z') })
    const ahead = of('c', [], { at: '2026-08-22T07:00:00Z', beacon: beacon('2026-08-20T08:00:00Z') })
    const later = of('b', ['a', 'c'], { at: '2026-08-20T11:05:00Z', beacon: beacon('2026-08-20T11:00:00Z') })
    const times = timesOf([behind, ahead, later])
    expect([...times.values()].map(({ clock }) => clock)).toEqual(['behind', 'ahead', 'possible'])
  })

  test('is not told as wrong within the second the server said', () => {
    const first = of('a', [], { at: '2026-08-20T08:00:00.110Z', beacon: beacon('2026-08-20T08:00:00Z') })
    expect(timesOf([first]).get('a')?.clock).toBe('possible')
  })

  test('a device that was never told a time has an unchecked clock', () => {
    for (const none of [null, '', 'soon', '2026-08-20T08:00:00Z'])
      expect(timesOf([of('a', [], { at, beacon: none })]).get('a')).toMatchObject({
        notBefore: null,
        clock: 'never-checked',
      })
  })
})
