// What is filled in becomes the act that is signed, or the first thing that is missing. Pure.
import type { Payload } from '../../../shared/dossier/payload.ts'
import { err, ok, type Result } from '../../../shared/text/result.ts'
import type { KeepingKind, KeepingStep } from '../../models/keeping.ts'
import type { RetentionMessage } from './text.ts'

export interface Form {
  readonly reason: string
  /** `YYYY-MM-DD`; '' for none, anything else for half a date. */
  readonly until: string
  readonly where: string
  readonly slip: string
}

export interface Problem {
  readonly field: keyof Form
  readonly message: RetentionMessage
}

export type Signed = { readonly [K in KeepingKind]: { readonly kind: K; readonly payload: Payload<K> } }[KeepingKind]

/** `place` joins where and as what, in the words on screen. */
export const signedOf = (step: KeepingStep, form: Form, today: string, place: string): Result<Signed, Problem> => {
  const reason = form.reason.trim()
  if (step === 'archive') {
    if (form.where.trim() === '') return wrong('where', 'problem.where')
    if (form.slip.trim() === '') return wrong('slip', 'problem.slip')
    return ok({ kind: 'archived', payload: { where: place, ...(reason === '' ? {} : { reason }) } })
  }
  if (step === 'keep' && !/^\d{4}-\d\d-\d\d$/.test(form.until)) return wrong('until', 'problem.until')
  if (step === 'keep' && form.until <= today) return wrong('until', 'problem.past')
  if (reason === '') return wrong('reason', 'problem.reason')
  if (step === 'release') return ok({ kind: 'retention-released', payload: { reason } })
  return ok({
    kind: 'disposal-decided',
    payload: { what: step, reason, ...(step === 'keep' ? { until: form.until } : {}) },
  })
}

const wrong = (field: Problem['field'], message: Problem['message']): Result<never, Problem> => err({ field, message })
