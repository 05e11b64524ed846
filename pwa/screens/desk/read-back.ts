// The read-back on the helper's side: every answer is read to the person, who says right or wrong; a changed one is read
// again. What they answered alone is only read to them, on their side. Pure; nothing here can skip a row.
import type { FieldState, FormState } from '../../../shared/form/evaluate.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import { rowsToRead } from '../../models/request-steps.ts'
import { isReadRight } from '../../models/visit-log.ts'
import type { RightRows } from '../../models/visit-log.ts'

/** Answered by the person alone: this side may say that it is, not what it is. */
export const isHidden = ({ row, value }: Pick<FieldState, 'row' | 'value'>): boolean =>
  (row.privacy ?? 'open') !== 'open' && value !== null && value !== toldToClerk

/** The next row to read, or null when all were said to be right. */
export const nextToRead = (form: Pick<FormState, 'fields'>, right: RightRows): FieldState | null =>
  rowsToRead(form).find((field) => !isReadRight(right, field)) ?? null

/** Why a read-back is not done, as the supervisor counts it. */
export const skipReasons = ['must-leave', 'noise', 'read-alone', 'heard-before'] as const
