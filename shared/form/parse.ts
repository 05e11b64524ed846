// The form engine's door for those who write forms: what compile.ts finds wrong, in French and Arabic.
import { err } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { compileForm } from './compile.ts'
import { tellMistake } from './mistakes.ts'
import type { Form, FormError } from './tree.ts'

export type { Form, FormError } from './tree.ts'

/** `source` is a FormSource, or anything: it comes from a pack. Every mistake found is returned, with its row and column. */
export function parseForm(source: unknown): Result<Form, readonly FormError[]> {
  const form = compileForm(source)
  if (form.ok) return form
  return err(form.error.map(({ mistake, ...place }) => ({ ...place, detail: tellMistake(mistake) })))
}
