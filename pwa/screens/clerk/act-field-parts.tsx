// What the fields of every act's dialog have in common: what they are given, their words, where a problem is said.
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { ActForm, FormProblem } from './act-form.ts'
import type { Action } from './actions.ts'
import { tell } from './acts-text.ts'
import type { ActMessage } from './acts-text.ts'
import type { ClerkMessage } from './text.ts'

export interface FieldsProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  readonly action: Action
  readonly form: ActForm
  readonly problem: FormProblem | null
  readonly onChange: (change: Partial<ActForm>) => void
}

export const errorOf = (problem: FormProblem | null, field: FormProblem['field']) =>
  problem?.field === field ? tell(problem.message) : undefined

interface WordsProps extends FieldsProps {
  readonly label: ClerkMessage | ActMessage
  readonly hint?: ClerkMessage | ActMessage
}

export function Words({ form, problem, onChange, label, hint }: WordsProps) {
  return (
    <TextField
      id="act-text"
      label={tell(label)}
      hint={hint === undefined ? undefined : tell(hint)}
      error={errorOf(problem, 'text')}
      multiline
      maxLength={1000}
      value={form.text}
      onInput={(text) => onChange({ text })}
    />
  )
}
