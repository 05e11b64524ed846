// The setup screens speak from the shell's catalogue: they are the first thing on screen, nothing is loaded for them.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/shell.json'

export const t = messages<keyof typeof source>('shell')
