// Answers that were sealed to this office, opened in memory while their dossier is on screen. They are written nowhere,
// and go with the screen.
import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import { isOpaque, toldToClerk } from '../../shared/form/opaque-value.ts'
import { openAnswer } from '../sync/office-seal.ts'

export interface OpenedAnswers {
  /** Only what opened here. */
  readonly values: ReadonlySignal<Answers>
  stop(): void
}

/** The private half is for those who decide in that office, whatever else lies on this device. */
export const officeKeyOf = ({ officeKey }: Directory, me: Agent): string | null =>
  officeKey && officeKey.unit === me.unit && (me.role === 'clerk' || me.role === 'officer')
    ? officeKey.privateKey
    : null

export const openAnswers = (
  dossier: string,
  answers: ReadonlySignal<Answers>,
  privateKey: string | null,
): OpenedAnswers => {
  const values = signal<Answers>({})
  const known = new Map<string, { readonly value: AnswerValue } | null>()
  let stopped = false

  const openAll = async (sealed: readonly (readonly [string, string])[]) => {
    if (privateKey === null) return
    const found: Record<string, AnswerValue> = {}
    for (const [field, text] of sealed) {
      const opened = known.get(text) ?? (await openAnswer(privateKey, { dossier, field }, text))
      known.set(text, opened)
      if (opened) found[field] = opened.value
    }
    if (!stopped) values.value = found
  }
  const stop = effect(() => {
    const sealed = Object.entries(answers.value).filter(
      (one): one is [string, string] => isOpaque(one[1]) && one[1] !== toldToClerk,
    )
    void openAll(sealed)
  })
  return {
    values,
    stop: () => {
      stopped = true
      stop()
      known.clear()
      values.value = {}
    },
  }
}
