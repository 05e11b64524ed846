// The words of what waits to be erased. Loaded with the screen. What stands inside a sentence of the other script keeps
// its own order (FSI … PDI).
import { messages } from '../../text/language.ts'
import type { MessageParams } from '../../text/language.ts'
import type source from '../../text/messages/retention.json'

export type RetentionMessage = keyof typeof source

const say = messages<RetentionMessage>('retention')

export const t = (message: RetentionMessage, params: MessageParams = {}): string =>
  say(
    message,
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? `\u2068${value}\u2069` : value]),
    ),
  )
