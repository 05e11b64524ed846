// The studio's words. Loaded with the room.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/studio.json'

export type StudioMessage = keyof typeof source
export const t = messages<StudioMessage>('studio')
