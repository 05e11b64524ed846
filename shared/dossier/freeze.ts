// Submission freezes: what was filed is named by its hash, and nobody edits it afterwards.
import type { Answers } from '../form/form.ts'
import { canonicalBytes, sha256Url } from './canonical.ts'

/** SHA-256 of the canonical answers (RFC 8785). `values` are the effective ones: relevant, calculated ones included. */
export const answersHash = (values: Answers): string => sha256Url(canonicalBytes(values))
