// The door of a pack: unknown JSON in, a ProcedurePack that holds its own rules out, or every mistake with its place.
// It must never let a pack through that the form, the workflow or the screens would trip over later.
import * as v from 'valibot'
import { err, ok, type Result } from '../text/result.ts'
import { parseForm } from '../form/parse.ts'
import { complain, placeOf, type Complaint, type PackError } from './pack-errors.ts'
import { checkPack } from './pack-rules.ts'
import { packShape } from './pack-shape.ts'
import type { ProcedurePack } from './pack.ts'

export type { PackError } from './pack-errors.ts'

/** Rules between fields are checked once the shape is right, so that one slip is not reported ten times. */
export const parsePack = (json: unknown): Result<ProcedurePack, readonly PackError[]> => {
  const name = packName(json)
  const shaped = v.safeParse(packShape, json)
  if (!shaped.success) return err(shaped.issues.map((issue) => ({ pack: name, ...shapeComplaint(issue) })))
  // The schema trims nothing it keeps, so the value is the JSON itself.
  const pack: ProcedurePack = shaped.output
  const form = parseForm({ survey: pack.form.survey, choices: pack.form.choices })
  const complaints = form.ok
    ? checkPack(pack, form.value)
    : form.error.map((error): Complaint => ({
        place:
          error.row === 0
            ? placeOf(['form', ...(error.column === '' ? [] : [error.column])])
            : placeOf(['form', 'survey', error.row - 1, error.column]),
        ...(error.row === 0 ? {} : { row: error.row, column: error.column }),
        code: `form-${error.code}`,
        detail: error.detail,
      }))
  return complaints.length === 0 ? ok(pack) : err(complaints.map((complaint) => ({ pack: name, ...complaint })))
}

const packName = (json: unknown): string => {
  const id = v.safeParse(v.object({ id: v.pipe(v.string(), v.maxLength(100)) }), json)
  return id.success ? id.output.id : '?'
}

const shapeComplaint = (issue: v.InferIssue<typeof packShape>): Complaint => {
  const path = (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)))
  const last = String(path.at(-1) ?? '')
  const [first, second, index, column] = path
  const inRow = first === 'form' && second === 'survey' && typeof index === 'number'
  const complaint =
    issue.type === 'strict_object' && issue.expected === 'never'
      ? complain(placeOf(path), 'unknown-field', last)
      : issue.received === 'undefined'
        ? complain(placeOf(path), 'missing', last)
        : issue.message === 'empty'
          ? complain(placeOf(path), 'empty-text', last)
          : complain(placeOf(path), 'shape', `${issue.received} ≠ ${issue.expected ?? issue.message}`)
  return inRow ? { ...complaint, row: index + 1, column: String(column ?? '') } : complaint
}
