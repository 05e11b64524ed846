// The words of practice. Loaded with its band, before any screen is drawn.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/practice.json'

export const t = messages<keyof typeof source>('practice')
