// How far a device is on its way to being empty, as four steps. Pure.
import type { Told } from '../../models/told.ts'

export type StepName = 'closed' | 'sent' | 'told' | 'emptied'
export type StepState = 'done' | 'now' | 'later'

const names: readonly StepName[] = ['closed', 'sent', 'told', 'emptied']
const at: Readonly<Record<Told['step'], StepName>> = {
  locked: 'closed',
  send: 'sent',
  report: 'told',
  empty: 'emptied',
}

export const stepsOf = (step: Told['step']): readonly { readonly name: StepName; readonly state: StepState }[] => {
  const now = names.indexOf(at[step])
  return names.map((name, index) => ({ name, state: index < now ? 'done' : index === now ? 'now' : 'later' }))
}
