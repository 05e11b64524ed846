// The helper's words around a turn of the screen, in the helper's language. The person's are in the card.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/turn.json'

export type TurnMessage = keyof typeof source
export const t = messages<TurnMessage>('turn')
