// The mediator's words. Loaded with the room.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/desk.json'

export type DeskMessage = keyof typeof source
export const t = messages<DeskMessage>('desk')
