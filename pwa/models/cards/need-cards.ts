// b1 to b4 of a visit: the language, the subject, the procedure with its price, the papers one by one. Pure.
import type { LifeEvent } from '../../../shared/procedure/catalogue.ts'
import { feeOf } from '../../../shared/procedure/office.ts'
import type { EvidenceItem, ProcedurePack } from '../../../shared/procedure/pack.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import { screenLangOf, varieties } from '../../../shared/speech/variety.ts'
import type { Card, CardChoice, Figure } from '../card.ts'
import { appCard, cardOf, pageOf } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'

/** Each choice says its own name, in its own voice. */
export const languageCard = (
  hearer: Hearer,
  page: number,
  id: 'app.language' | 'app.call-back' = 'app.language',
): Card =>
  appCard(hearer, id, 'choose', id === 'app.language' ? 'language' : 'phone', {
    ...pageOf(
      varieties.map((variety) => ({
        value: variety,
        text: hearer.words(`app.variety.${variety}`, screenLangOf(variety)),
        picture: `variety-${variety}`,
        says: [prompt(`app.variety.${variety}`)],
        variety,
      })),
      page,
    ),
  })

export const eventsCard = (hearer: Hearer, events: readonly LifeEvent[], page: number): Card =>
  appCard(hearer, 'app.need', 'choose', 'question', {
    mayGoBack: true,
    ...pageOf(
      events.map(({ code, name, pictogram }) => ({
        value: code,
        text: name[screenLangOf(hearer.variety)],
        picture: pictogram,
        says: [prompt(`app.event.${code}`)],
      })),
      page,
    ),
  })

/** The price is drawn beside the picture when it is known and was checked; nobody is promised another one. */
export const proceduresCard = (hearer: Hearer, packs: readonly ProcedurePack[], page: number): Card =>
  appCard(hearer, 'app.procedure', 'choose', 'papers', {
    mayGoBack: true,
    ...pageOf(
      packs.map((pack): CardChoice => {
        const figure = priceOf(pack)
        return {
          value: pack.id,
          text: pack.service.name[screenLangOf(hearer.variety)],
          picture: pack.service.pictogram,
          says: [prompt(promptOf(pack.id, { about: 'name' }))],
          ...(figure === null ? {} : { figure }),
        }
      }),
      page,
    ),
  })

/** What it is, before it is started: heard whole, then yes or no. */
export const descriptionCard = (hearer: Hearer, pack: ProcedurePack): Card => {
  const lang = screenLangOf(hearer.variety)
  const figure = priceOf(pack)
  return cardOf(hearer, {
    id: `about:${pack.id}`,
    kind: 'yes-no',
    picture: pack.service.pictogram,
    text: pack.service.name[lang],
    figure,
    mayGoBack: true,
    says: [
      prompt(promptOf(pack.id, { about: 'name' })),
      prompt(promptOf(pack.id, { about: 'description' })),
      ...(figure === null
        ? [prompt('app.cost-unknown')]
        : figure.type === 'amount' && figure.value === 0
          ? [prompt('app.free')]
          : figure.type === 'amount'
            ? ([prompt('app.teach-cost'), { type: 'amount', value: figure.value, currency: figure.currency }] as const)
            : []),
    ],
  })
}

export const paperCard = (hearer: Hearer, pack: ProcedurePack, item: EvidenceItem, mayGoBack = false): Card =>
  cardOf(hearer, {
    id: `paper:${item.id}`,
    kind: 'yes-no',
    picture: item.pictogram,
    text: item.name[screenLangOf(hearer.variety)],
    mayGoBack,
    says: [prompt('app.paper'), prompt(promptOf(pack.id, { paper: item.id }))],
  })

/** Which papers are lacking; a missing one stops nothing. */
export const lackingCard = (hearer: Hearer, pack: ProcedurePack, lacking: readonly EvidenceItem[]): Card =>
  appCard(hearer, 'app.papers-missing', 'hear', 'missing', {
    id: 'papers-missing',
    detail: lacking
      .map((item) => item.name[screenLangOf(hearer.variety)])
      .join(screenLangOf(hearer.variety) === 'ar' ? '، ' : ', '),
    says: [prompt('app.papers-missing'), ...lacking.map((item) => prompt(promptOf(pack.id, { paper: item.id })))],
  })

/** Null when it is not known, or rests on a source nobody checked. */
export const priceOf = (pack: ProcedurePack): Figure | null => {
  const fee = feeOf(pack, {})
  return fee.amount === null || !fee.verified || pack.service.hasCost.length === 0
    ? null
    : { type: 'amount', value: fee.amount, currency: fee.currency }
}
