// Puts the planted error into a request of an exercise when its read-back begins, once, and follows what becomes of it.
// It is only ever given requests of an exercise.
import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { errorFor } from './practice-error.ts'
import type { Request } from './request-shape.ts'

/** `waiting`: it is there to be found. `caught`: the answer was put right. `missed`: the read-back ended with it. */
export type Planted = 'none' | 'waiting' | 'caught' | 'missed'

const state = signal<Planted>('none')
export const planted: ReadonlySignal<Planted> = state

export const plantIn = (request: Request): Request => {
  let name: string | null = null
  let wrong: unknown = null
  let done = false
  state.value = 'none'
  const stop = effect(() => {
    const { kind } = request.step.value
    if (kind === 'read-back' && !done) {
      done = true
      const error = errorFor(request.form.peek())
      if (error === null) return
      name = error.name
      wrong = error.wrong
      state.value = 'waiting'
      void request.answer(error.name, error.wrong)
    }
    if (name === null) return
    const isRight = request.form.value.byKey.get(name)?.value !== wrong
    // In the moment of planting the form still has what was said.
    if (state.peek() !== 'caught' && isRight && kind === 'question') state.value = 'caught'
    if (state.peek() === 'waiting' && (kind === 'teach-back' || kind === 'mandate')) state.value = 'missed'
  })
  return {
    ...request,
    close: () => {
      stop()
      request.close()
    },
  }
}
