// Whether this device's clock is right, by the server's word at a contact. Nothing depends on that clock: it is said so that
// a person sets it. It must not nag about an hour: people correct a wrong time zone by turning the clock.
import type { L10n } from '../../shared/text/l10n.ts'

const mostMs = 90 * 60_000

const words: L10n = {
  fr: 'La date ou l’heure de cet appareil est fausse. Rien n’est perdu et tout part quand même. Réglez l’horloge de la machine, ou appelez le superviseur.',
  ar: 'تاريخ هذا الجهاز أو ساعته غير صحيح. لم يضع أي شيء وكل شيء يُرسل رغم ذلك. اضبطوا ساعة الجهاز أو اتصلوا بالمشرف.',
}

let isWrong = false

/** Called right after an answer came. `beacon` begins with the server's time, ISO 8601. */
export const noteClock = (beacon: string | null, nowMs: number): void => {
  const server = Date.parse(beacon?.split('.')[0] ?? '')
  if (Number.isFinite(server)) isWrong = Math.abs(nowMs - server) > mostMs
}

/** What to say of it, as of the last contact. */
export const clockProblem = (): L10n | null => (isWrong ? words : null)
