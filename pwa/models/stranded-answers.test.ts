import { applyUpdate } from 'yjs'
import { describe, expect, test } from 'vitest'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { strandedAnswers } from './stranded-answers.ts'

const device = 'DDDDDDDDDDDDDDDDDDDDDA'
const dossier = 'EEEEEEEEEEEEEEEEEEEEEA'
const [lost, today] = ['LLLLLLLLLLLLLLLLLLLLLA', 'TTTTTTTTTTTTTTTTTTTTTA'] as const

/** What one sitting writes over what it has seen. */
const write = (incarnation: string, field: string, value: string, seen: readonly Uint8Array[] = []): Uint8Array => {
  const doc = openDraft(0, null)
  for (const update of seen) applyUpdate(doc, update)
  doc.clientID = clientIdOf(device, incarnation, dossier)
  return setAnswer(doc, incarnation, field, value, { by: 'fatima', said: 'citizen' })
}
const sent = (bytes: Uint8Array) => ({ kind: 'draft', bytes, stranded: false }) as const
const stranded = (bytes: Uint8Array) => ({ kind: 'draft', bytes, stranded: true }) as const

describe('rule 3: answers of a forked chain', () => {
  test('are to be typed again, the last value of each question', () => {
    const first = write(lost, 'douar', 'Tizi')
    const second = write(lost, 'douar', 'Tizi n’Ait', [first])
    expect(strandedAnswers([stranded(first), stranded(second)])).toEqual({ douar: 'Tizi n’Ait' })
  })

  test('hide what they were written over until then', () => {
    const before = write(today, 'douar', 'Tizi')
    expect(strandedAnswers([sent(before), stranded(write(lost, 'douar', 'Imlil', [before]))])).toEqual({
      douar: 'Imlil',
    })
  })

  test('are done with once the question has another answer, the same or not', () => {
    const left = write(lost, 'douar', 'Tizi')
    for (const typed of ['Tizi', 'Imlil'])
      expect(strandedAnswers([stranded(left), sent(write(today, 'douar', typed))])).toEqual({})
  })

  test('are none where nothing is stranded, whatever is damaged', () => {
    const whole = write(today, 'douar', 'Tizi')
    expect(strandedAnswers([sent(whole), sent(whole.slice(0, 4))])).toEqual({})
    expect(strandedAnswers([stranded(whole.slice(0, 4))])).toEqual({})
  })
})
