// What is said of this device's storage, loaded with it.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/damage.json'

export const t = messages<keyof typeof source>('damage')
