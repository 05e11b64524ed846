// The language a person is told in: heard in that variety, read in the language of its screen.
import { contactOf } from '../dossier/contact.ts'
import type { Register } from '../dossier/draft.ts'
import { payloadOf } from '../dossier/payload.ts'
import type { DossierStatus } from '../dossier/status.ts'
import type { Variety } from '../speech/variety.ts'

/** As they asked to be called back; else as they listened; else by the language it was opened in. */
export const varietyOf = (
  history: DossierStatus['history'],
  said: ReadonlyMap<string, Pick<Register, 'heard'>>,
): Variety => {
  const callBack = contactOf(history)?.callBack
  if (callBack !== undefined) return callBack
  const heard = [...said.values()].flatMap((one) => one.heard ?? []).at(-1)
  if (heard !== undefined) return heard
  const opened = history.find((act) => act.kind === 'opened')
  return opened !== undefined && payloadOf(opened, 'opened')?.lang === 'fr' ? 'fr' : 'ary'
}
