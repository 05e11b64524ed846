// Answers that are sealed to the office before they are written: on this device they exist only between the tap and the
// seal. What the form has to say of them is asked first, since nobody can check them afterwards.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Directory } from '../../shared/access/directory.ts'
import type { FormState, Problem } from '../../shared/form/evaluate.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import { isOpaque } from '../../shared/form/opaque-value.ts'
import { competentOffice } from '../../shared/procedure/office.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { sealAnswer } from '../sync/office-seal.ts'

export interface SealingParts {
  readonly dossier: string
  readonly pack: ProcedurePack
  readonly form: ReadonlySignal<FormState>
  /** The form as it would be with these answers over the kept ones. */
  judge(changed: Answers): FormState
  directory(): Directory
}

export interface Sealing {
  /** False for a sealed row when the office's key is not known here: the person then tells the clerk. */
  mayTake(name: string): boolean
  /**
   * Null when the answer is written as it is. Otherwise what is to be written instead; that is null when the answer does
   * not hold (`problems` says why), or when another was given in the meantime.
   */
  take(name: string, value: AnswerValue): Promise<string | null> | null
  /** Of sealed rows, whose refused answers are nowhere else. */
  readonly problems: ReadonlySignal<ReadonlyMap<string, Problem>>
}

export const createSealing = ({ dossier, pack, form, judge, directory }: SealingParts): Sealing => {
  const problems = signal<ReadonlyMap<string, Problem>>(new Map())
  /** How often each was answered: a seal that took long does not undo a later answer. */
  const turns = new Map<string, number>()
  const officeKey = (): string | undefined => competentOffice(pack, directory())?.sealKey
  const isToSeal = (name: string, value: AnswerValue): boolean =>
    form.peek().byKey.get(name)?.row.privacy === 'sealed' && value !== null && !isOpaque(value)
  const note = (name: string, problem: Problem | null) => {
    const next = new Map(problems.peek())
    if (problem) next.set(name, problem)
    else next.delete(name)
    problems.value = next
  }

  const sealNow = async (name: string, value: AnswerValue): Promise<string | null> => {
    const key = officeKey()
    // A screen asks `mayTake` first: in clear it is written nowhere.
    if (key === undefined) throw new Error('no key to seal this answer to')
    const sealed = await sealAnswer(key, { dossier, field: name }, value)
    if (sealed === null) note(name, tooLong)
    return sealed
  }

  return {
    problems,
    mayTake: (name) => form.peek().byKey.get(name)?.row.privacy !== 'sealed' || officeKey() !== undefined,
    take: (name, value) => {
      const turn = (turns.get(name) ?? 0) + 1
      turns.set(name, turn)
      if (!isToSeal(name, value)) {
        if (problems.peek().has(name)) note(name, null)
        return null
      }
      const problem = judge({ [name]: value }).byKey.get(name)?.problem ?? null
      note(name, problem)
      return problem
        ? Promise.resolve(null)
        : sealNow(name, value).then((text) => (turns.get(name) === turn ? text : null))
    },
  }
}

const tooLong: Problem = {
  code: 'type',
  message: { fr: 'C’est trop long. Dites le reste au bureau.', ar: 'هذا طويل جدا. قولوا الباقي للمكتب.' },
}
