// The words about a document in hand. Loaded with the first one that is read, at any desk.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/document-check.json'

export const t = messages<keyof typeof source>('document-check')
