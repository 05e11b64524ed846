// Documents, for the screens that print and check them.
import { mustBeOpen } from '../current.ts'
import { checkDocument as check } from './document-check.ts'
import { createDocuments } from './documents.ts'
import type { Documents } from './documents.ts'

export type { CheckedDocument } from './document-check.ts'
export type { Face } from './documents.ts'

export const documents = (): Documents => createDocuments(mustBeOpen().papers)

export const checkDocument = (text: string): ReturnType<typeof check> => check(text, mustBeOpen().papers)
