// The words of the doors (enrolment, lock screen, recovery), loaded with them. The welcome speaks from the shell's.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/setup.json'

export const t = messages<keyof typeof source>('setup')
