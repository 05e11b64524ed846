// The words of what is not yet sent. Loaded with its page.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/unsent.json'

export const t = messages<keyof typeof source>('unsent')
