// The words around photographs of papers: at the counter, in the read-back, at the office. Loaded with them.
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/photos.json'

type PhotoMessage = keyof typeof source
export const t = messages<PhotoMessage>('photos')
