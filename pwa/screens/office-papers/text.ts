// The words of what an office prints. Loaded with its screens, behind the queue.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/papers.json'

export type PapersMessage = keyof typeof source
export const t = messages<PapersMessage>('papers')
