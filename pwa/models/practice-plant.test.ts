import { computed, signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { FieldState } from '../../shared/form/evaluate.ts'
import { planted, plantIn } from './practice-plant.ts'
import type { Request, Step } from './request-shape.ts'

/** As much of a request as an exercise touches: one name, and the steps. */
const requestOf = (said: string) => {
  const name = signal(said)
  const step = signal<Step>({ kind: 'papers' })
  const field = (): Partial<FieldState> => ({
    key: 'first_name',
    kind: 'text',
    relevant: true,
    readOnly: false,
    row: { type: 'text', name: 'first_name' },
    value: name.value,
  })
  const form = computed(() => ({ fields: [field()], byKey: new Map([['first_name', field()]]) }))
  let closed = 0
  const parts = {
    step,
    form,
    answer: (_: string, value: string) => {
      name.value = value
      return Promise.resolve()
    },
    close: () => closed++,
  }
  return { request: plantIn(parts as unknown as Request), step, name, closed: () => closed }
}

describe('the error slipped into an exercise', () => {
  test('the read-back begins with a wrong name in it, and not before', () => {
    const { step, name } = requestOf('Itto')
    step.value = { kind: 'question', name: 'first_name' }
    expect([name.value, planted.value]).toEqual(['Itto', 'none'])
    step.value = { kind: 'read-back' }
    expect([name.value, planted.value]).toEqual(['Zineb', 'waiting'])
  })

  test('whoever hears it and puts it right has caught it', () => {
    const { step, name } = requestOf('Itto')
    step.value = { kind: 'read-back' }
    step.value = { kind: 'question', name: 'first_name' }
    expect(planted.value).toBe('waiting')
    name.value = 'Itto'
    expect(planted.value).toBe('caught')
    step.value = { kind: 'read-back' }
    step.value = { kind: 'teach-back' }
    expect([name.value, planted.value]).toEqual(['Itto', 'caught'])
  })

  test('whoever says that all is right has missed it, and may still go back and catch it', () => {
    const { step, name } = requestOf('Itto')
    step.value = { kind: 'read-back' }
    step.value = { kind: 'teach-back' }
    expect(planted.value).toBe('missed')
    step.value = { kind: 'question', name: 'first_name' }
    name.value = 'Itto'
    expect(planted.value).toBe('caught')
  })

  test('there is one, however often it is read back', () => {
    const { step, name } = requestOf('Itto')
    step.value = { kind: 'read-back' }
    step.value = { kind: 'question', name: 'first_name' }
    name.value = 'Itto'
    step.value = { kind: 'read-back' }
    expect(name.value).toBe('Itto')
  })

  test('a request that is closed is left alone', () => {
    const { request, step, name, closed } = requestOf('Itto')
    request.close()
    step.value = { kind: 'read-back' }
    expect([name.value, closed()]).toEqual(['Itto', 1])
  })
})
