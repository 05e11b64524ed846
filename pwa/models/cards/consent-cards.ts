// The person's leave to file: for how long, then what it means, with a yes and a no that weigh the same. Pure.
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Card } from '../card.ts'
import { appCard } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'

export type Days = 1 | 31 | 182 | 365

/** To file a request, or to go on with one that was filed. */
type Task = 'file' | 'follow'

const asked = { file: 'app.mandate', follow: 'app.mandate-again' } as const

const pictures: Readonly<Record<Days, string>> = { 1: 'one-day', 31: 'one-month', 182: 'six-months', 365: 'one-year' }
const periods: readonly Days[] = [1, 31, 182, 365]

export const daysOf = (value: string): Days | null => periods.find((days) => String(days) === value) ?? null

/** The shortest stands first; none is chosen beforehand. */
export const durationCard = (hearer: Hearer): Card =>
  appCard(hearer, 'app.mandate-days', 'choose', 'mandate', {
    choices: periods.map((days) => ({
      value: String(days),
      text: hearer.words(`app.mandate-days.${days}`, screenLangOf(hearer.variety)),
      picture: pictures[days],
      says: [prompt(`app.mandate-days.${days}`)],
    })),
  })

/** Who asks for it and where is written beside; the voice says what, how long, and that it can be stopped. */
export const mandateCard = (
  hearer: Hearer,
  pack: ProcedurePack,
  { days, who, task = 'file' }: { readonly days: Days; readonly who: readonly string[]; readonly task?: Task },
): Card =>
  appCard(hearer, asked[task], 'yes-no', 'mandate', {
    mayGoBack: true,
    // Each in its own direction: a Latin name in an Arabic line may not carry its neighbours along.
    detail: [pack.service.name[screenLangOf(hearer.variety)], ...who].map(isolated).join(' · '),
    says: [
      prompt(asked[task]),
      prompt(promptOf(pack.id, { about: 'name' })),
      prompt('app.mandate-only'),
      prompt(`app.mandate-days.${days}`),
      prompt('app.mandate-stop'),
    ],
  })

const isolated = (text: string): string => `\u2068${text}\u2069`

/** A no is heard, and can still be taken back with the back picture; it files nothing, and undoes nothing. */
export const refusedCard = (hearer: Hearer, task: Task = 'file'): Card =>
  task === 'file'
    ? appCard(hearer, 'app.mandate-no', 'hear', 'papers', { mayGoBack: true })
    : appCard(hearer, 'app.mandate-again-no', 'hear', 'hand', { mayGoBack: true })
