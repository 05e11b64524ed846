// Is there a link now? As the strip at the top says it.
import { link } from '../../models/link.ts'

export const isAway = (): boolean => !link.value.online || link.value.state === 'offline'
