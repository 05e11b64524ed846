// The words of the open dossier and its acts that the queue does not need: loaded behind it, with the dossier's chunk.
// Their ids have a dot, those of the room have none, so that one list of messages can name either.
import { messages } from '../../text/language.ts'
import type { MessageParams } from '../../text/language.ts'
import type source from '../../text/messages/clerk-acts.json'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

export type ActMessage = keyof typeof source
export const ta = messages<ActMessage>('clerk-acts')

/** A message of either catalogue. */
export const tell = (id: ClerkMessage | ActMessage, params?: MessageParams): string =>
  isOfActs(id) ? ta(id, params) : t(id, params)

const isOfActs = (id: ClerkMessage | ActMessage): id is ActMessage => id.includes('.')
