// The clerk's words. Loaded with the room.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/clerk.json'

export type ClerkMessage = keyof typeof source
export const t = messages<ClerkMessage>('clerk')
