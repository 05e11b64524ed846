// The supervisor's words. Loaded with the room.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/supervisor.json'

export type SupervisorMessage = keyof typeof source
export const t = messages<SupervisorMessage>('supervisor')
