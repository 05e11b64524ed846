// Words about taking a paper's picture. Loaded with the screen.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/take-paper.json'

export const t = messages<keyof typeof source>('take-paper')
