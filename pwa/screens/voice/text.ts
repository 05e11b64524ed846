// Words about the voice itself, for every room that speaks. Loaded with the room.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/voice.json'

export const t = messages<keyof typeof source>('voice')
