// Whether a procedure ends with something given by hand.
import type { ProcedurePack } from './pack.ts'

/** Beyond the receipt of its filing. A pack that is not known here is taken to give one. */
export const givesPaper = (pack: Pick<ProcedurePack, 'service'> | null): boolean =>
  pack === null || pack.service.produces.some((output) => output.type !== 'receipt')
