// What the clerk fills in before an act is signed, and the payload it becomes. Pure: it says what is missing, the
// rules of the dossier say the rest when the act is written.
import { parseReference } from '../../../shared/dossier/reference.ts'
import { err, ok } from '../../../shared/text/result.ts'
import type { Result } from '../../../shared/text/result.ts'
import type { Action } from './actions.ts'
import type { ClerkMessage } from './text.ts'

export interface ActForm {
  readonly pieces: readonly string[]
  /** A reason of the pack's list. */
  readonly reason: string | null
  /** The clerk's own words: the message of a request, the text of a refusal or a note. */
  readonly text: string
  /** The four pairs the citizen shows or says. */
  readonly pairs: string
  readonly proof: 'reference' | 'mark'
  readonly mark: string | null
  /** The decision kept by a settlement. */
  readonly keep: string | null
}

export const emptyForm: ActForm = {
  pieces: [],
  reason: null,
  text: '',
  pairs: '',
  proof: 'reference',
  mark: null,
  keep: null,
}

export interface FormProblem {
  readonly field: 'pieces' | 'reason' | 'text' | 'pairs' | 'mark' | 'keep'
  readonly message: ClerkMessage
}

export type Payload = Readonly<Record<string, unknown>>

/** `reference` is the dossier's own, against which the pairs given at hand-over are checked. */
export const toPayload = (action: Action, form: ActForm, reference: string | null): Result<Payload, FormProblem> => {
  const text = form.text.trim()
  switch (action.kind) {
    case 'claimed':
      return ok(action.id === 'claimed:release' ? { release: true } : {})
    case 'piece-requested':
      if (form.pieces.length === 0) return err({ field: 'pieces', message: 'problem-pieces' })
      return ok({ pieces: form.pieces, ...(text === '' ? {} : { message: text }) })
    case 'piece-supplied':
      if (form.pieces.length === 0) return err({ field: 'pieces', message: 'problem-pieces' })
      return ok({ pieces: form.pieces, capture: 'seen' })
    case 'decided':
      if (action.needsReason && form.reason === null) return err({ field: 'reason', message: 'problem-reason' })
      if (action.needsReason && text === '') return err({ field: 'text', message: 'problem-text' })
      return ok({
        outcome: action.outcome,
        ...(form.reason === null ? {} : { reason: form.reason }),
        ...(text === '' ? {} : { text }),
      })
    case 'settled':
      if (form.keep === null) return err({ field: 'keep', message: 'problem-keep' })
      if (text === '') return err({ field: 'text', message: 'problem-text' })
      return ok({ keep: form.keep, text })
    case 'handed-over':
      return action.handsPaper ? handOver(form, reference) : ok({ proof: 'reference' })
    case 'withdrawn':
      return text === '' ? err({ field: 'text', message: 'problem-text' }) : ok({ reason: text })
    case 'noted':
      return text === '' ? err({ field: 'text', message: 'problem-text' }) : ok({ text })
    default:
      return ok({})
  }
}

/** The wrong person's paper must not leave the room: the pairs come from the citizen, never from the screen. */
const handOver = (form: ActForm, reference: string | null): Result<Payload, FormProblem> => {
  const typed = parseReference(form.pairs)
  if ('problem' in typed) {
    return err({ field: 'pairs', message: typed.problem === 'check' ? 'problem-pairs-check' : 'problem-pairs-form' })
  }
  if (typed.reference !== reference) return err({ field: 'pairs', message: 'problem-pairs-other' })
  if (form.proof === 'reference') return ok({ proof: 'reference' })
  return form.mark === null ? err({ field: 'mark', message: 'problem-mark' }) : ok({ proof: 'mark', mark: form.mark })
}
