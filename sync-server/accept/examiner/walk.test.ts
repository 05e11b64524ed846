import { describe, expect, test } from 'vitest'
import { openDraft } from '../../../shared/dossier/draft.ts'
import type { ExamineJob, ExamineVerdict } from '../../../shared/sync/server-ports.ts'
import { ok } from '../../../shared/text/result.ts'
import { callBytes, walkThrough } from './walk.ts'

const dossier = 'AAAAAAAAAAAAAAAAAAAAAA'
/** A letter in the note, from a writer the walk does not ask about. */
const honest = ((): Uint8Array => {
  const updates: Uint8Array[] = []
  const doc = openDraft(7, null)
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getText('notes').insert(0, 'a')
  return updates[0] ?? new Uint8Array()
})()
const refused = new Uint8Array(20).fill(255)
const jobOf = (updates: readonly Uint8Array[], state: Uint8Array | null = null): ExamineJob => ({
  dossier,
  state,
  updates: updates.map((bytes) => ({ bytes, author: null })),
})
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)

describe('rule 8: the walk through the updates of a call', () => {
  test('gives small batches that hold updates of several dossiers, and ends', () => {
    const walk = walkThrough(times(100, jobOf([honest])))
    expect(walk.next()).toMatchObject({ count: 64 })
    walk.take(times<ExamineVerdict>(64, ok(honest)), 64)
    expect(walk.next()).toMatchObject({ count: 36 })
    walk.take(times<ExamineVerdict>(36, ok(honest)), 36)
    expect(walk.next()).toBeNull()
    expect(walk.verdicts()).toHaveLength(100)
  })

  test('gives a large draft a batch of its own', () => {
    const walk = walkThrough(times(3, jobOf([honest], new Uint8Array(3 * 1024 * 1024))))
    expect(walk.next()).toMatchObject({ count: 1 })
  })

  test('sends each update on the state that the last accepted one left', () => {
    const walk = walkThrough([jobOf([honest, refused, honest], Uint8Array.of(1))])
    expect(walk.next()?.batch).toEqual([jobOf([honest], Uint8Array.of(1))])
    walk.take([ok(Uint8Array.of(2))], 1)
    expect(walk.next()?.batch).toEqual([jobOf([honest], Uint8Array.of(2))])
  })

  test('reads much that the guard refuses in parts, so that others come in between', () => {
    const walk = walkThrough([jobOf(times(200, refused))])
    const turns: number[] = []
    for (let step = walk.next(); step; step = walk.next()) turns.push(step.count)
    expect(turns).toEqual([0, 0, 0, 0])
    expect(walk.verdicts()[0]).toHaveLength(200)
  })

  test('tries the update at which a process ended once more, alone, and then holds it', () => {
    const walk = walkThrough([jobOf([honest, honest, honest])])
    expect(walk.next()).toMatchObject({ count: 3 })
    walk.take([ok(honest)], 3)
    expect(walk.next()).toMatchObject({ count: 1 })
    walk.take([], 1)
    expect(walk.next()).toMatchObject({ count: 1 })
    walk.take([ok(honest)], 1)
    expect(walk.verdicts()[0]?.map((one) => one.ok || one.error)).toEqual([true, 'unexaminable', true])
  })

  test('one call never fills the memory with states: what comes after is too large', () => {
    const walk = walkThrough([jobOf([honest, honest, honest])])
    walk.take([ok(new Uint8Array(callBytes)), ok(Uint8Array.of(1))], 3)
    expect(walk.next()).toBeNull()
    expect(walk.verdicts()[0]?.map((one) => one.ok || one.error)).toEqual([true, true, 'too-large'])
  })
})
