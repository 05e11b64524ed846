import { applyUpdate } from 'yjs'
import { describe, expect, test } from 'vitest'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import type { Held, HeldReason } from '../../shared/sync/ports.ts'
import { answersWithoutHeld, proposalsOf } from './held-proposals.ts'

const dossier = 'EEEEEEEEEEEEEEEEEEEEEA'
const sitting = 'TTTTTTTTTTTTTTTTTTTTTA'
let writers = 0

const write = (field: string, value: string, seen: readonly Uint8Array[] = []): Uint8Array => {
  const doc = openDraft(0, null)
  for (const update of seen) applyUpdate(doc, update)
  doc.clientID = clientIdOf('DDDDDDDDDDDDDDDDDDDDDA', `${sitting.slice(0, 20)}${writers++}A`, dossier)
  return setAnswer(doc, `sitting-${writers}`, field, value, { by: 'fatima', said: 'citizen' })
}
const draft = (entry: string, bytes: Uint8Array, incarnation = sitting) =>
  ({ kind: 'draft', bytes, entry, incarnation }) as const
const held = (entry: string, reason: HeldReason = 'after-submission'): Held => ({
  entry,
  reason,
  incarnation: sitting,
  dossier,
})

describe('what is held of a dossier', () => {
  const filed = write('douar', 'Imskar')
  const later = write('douar', 'Tamatert', [filed])

  test('is told with what stands and what would', () => {
    const [proposal] = proposalsOf([draft('a', filed), draft('b', later)], [held('b')])
    expect(proposal).toMatchObject({
      entry: 'b',
      reason: 'after-submission',
      by: 'fatima',
      act: null,
      changes: [{ field: 'douar', now: 'Imskar', proposed: 'Tamatert' }],
    })
  })

  test('does not stand in the place of what was filed', () => {
    const rows = [draft('a', filed), draft('b', later)]
    expect(answersWithoutHeld(rows, [held('b')])?.answers).toEqual({ douar: 'Imskar' })
    expect(answersWithoutHeld(rows, [])).toBeNull()
  })

  test('is no proposal once it came back from the server, nor while it only waits', () => {
    const rows = [draft('a', filed), draft('b', later, '')]
    expect(answersWithoutHeld(rows, [held('b')])).toBeNull()
    expect(proposalsOf([draft('a', filed), draft('b', later)], [held('b', 'pending')])).toEqual([])
  })

  test('may be an act, which is then told as one', () => {
    const act = makeAct({
      v: 1,
      dossier,
      kind: 'noted',
      by: { agent: 'fatima', device: 'DDDDDDDDDDDDDDDDDDDDDA', unit: 'epn-a', role: 'mediator' },
      at: '2026-08-20T10:00:00.000Z',
      beacon: null,
      after: [],
      payload: { text: 'trop tard' },
    })
    const row = { kind: 'act', bytes: actBytes(act), entry: 'c', incarnation: sitting } as const
    expect(proposalsOf([draft('a', filed), row], [held('c', 'act-not-allowed')])[0]).toMatchObject({
      act: { id: act.id },
      changes: [],
    })
  })
})
