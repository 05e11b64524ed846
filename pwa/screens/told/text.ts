// What a closed device says. Loaded with its screen.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/told.json'

export const t = messages<keyof typeof source>('told')
