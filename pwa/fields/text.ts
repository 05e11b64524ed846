// The words around a question: units, "take my position", what cannot be read. The question itself speaks from its pack.
import { messages } from '../text/language.ts'
import type source from '../text/messages/fields.json'

export const t = messages<keyof typeof source>('fields')
