// Whose hand signs: acts that settle somebody's right ask for the four digits of who is logged in, where that person has
// chosen some on this device. The passphrase opened the sitting; the digits show that it is still the same hand. Other
// acts do not ask: a question at every step is answered without reading.
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { Entered } from './turn-pin.ts'

const asked: ReadonlySet<ActKind> = new Set<ActKind>(['decided', 'settled', 'reopened'])

/** The door is fetched with the voice and the turned screen: only where it is needed. */
const door = async () => (await import('./turn-sitting.ts')).pinDoor

export const wantsDigits = async (kind: ActKind): Promise<boolean> => asked.has(kind) && (await door()).isChosen()

export const enterDigits = async (digits: string): Promise<Entered> => (await door()).enter(digits)
