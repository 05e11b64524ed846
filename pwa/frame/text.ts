// The frame speaks from the shell's catalogue, loaded before the first render.
import { messages } from '../text/language.ts'
import type source from '../text/messages/shell.json'

export const t = messages<keyof typeof source>('shell')
