// Every card a person may meet, built from the packs we ship as the app builds them, with answers that are long on
// purpose. Shared by the gallery's page and by the test that measures it.
import birth from '../../procedures/ma.birth-record-extract.json'
import residence from '../../procedures/ma.residence-certificate-local.json'
import road from '../../procedures/xx.road-report.json'
import { evaluate } from '../../shared/form/evaluate.ts'
import { parseForm } from '../../shared/form/parse.ts'
import { lifeEvents } from '../../shared/procedure/catalogue.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { Variety } from '../../shared/speech/variety.ts'
import type { Card } from '../models/card.ts'
import { answerCard, readBackDone, readBackIntro } from '../models/cards/answer-card.ts'
import { durationCard, mandateCard, refusedCard } from '../models/cards/consent-cards.ts'
import {
  descriptionCard,
  eventsCard,
  lackingCard,
  languageCard,
  paperCard,
  proceduresCard,
} from '../models/cards/need-cards.ts'
import { questionCard } from '../models/cards/question-card.ts'
import { receiptCards, smsCard } from '../models/cards/receipt-cards.ts'
import { citizenWords } from '../models/cards/words.ts'

const packs = [residence, birth, road] as unknown as readonly ProcedurePack[]
const context = { today: '2026-11-21', now: '2026-11-21T10:00:00Z', lists: {} }
const who = ['Fatima Bouzid', 'Espace public numérique Asni']
const longName = 'عبد الرحمان بن الحاج محمد أيت الطالب · Abderrahmane Ben El Haj Mohamed Aït Taleb'

export const sampleCards = (variety: Variety): readonly Card[] => {
  const hearer = { variety, words: citizenWords }
  const ofPack = (pack: ProcedurePack): readonly Card[] => {
    const form = parseForm(pack.form)
    if (!form.ok) throw new Error(pack.id)
    const { fields } = evaluate(form.value, {}, context)
    const papers = pack.service.hasInputType
    return [
      descriptionCard(hearer, pack),
      ...papers.map((paper) => paperCard(hearer, pack, paper)),
      ...(papers.length === 0 ? [] : [lackingCard(hearer, pack, papers)]),
      ...fields.flatMap((field) => {
        const first = questionCard(hearer, pack.id, field)
        const pages = first.page?.of ?? 1
        return Array.from({ length: pages }, (_, page) => questionCard(hearer, pack.id, field, { page, nth: 0 }))
      }),
      ...fields.map((field) => answerCard(hearer, pack.id, field, longName)),
      ...(['file', 'follow'] as const).map((task) => mandateCard(hearer, pack, { days: 31, who, task })),
    ]
  }
  const facts = { reference: '12.40.67.31', state: 'kept', answerBefore: '2026-11-27' } as const
  return [
    languageCard(hearer, 0),
    languageCard(hearer, 1),
    eventsCard(hearer, lifeEvents, 0),
    eventsCard(hearer, lifeEvents, 1),
    proceduresCard(hearer, packs, 0),
    ...packs.flatMap(ofPack),
    readBackIntro(hearer),
    readBackDone(hearer),
    durationCard(hearer),
    refusedCard(hearer),
    refusedCard(hearer, 'follow'),
    smsCard(hearer),
    { ...languageCard(hearer, 0, 'app.call-back'), mayGoBack: true },
    { ...languageCard(hearer, 1, 'app.call-back'), mayGoBack: true },
    ...receiptCards(hearer, { ...facts, fee: { amount: 0, currency: 'MAD' } }),
    ...receiptCards(hearer, { ...facts, state: 'received', fee: { amount: 370, currency: 'MAD' } }),
    ...receiptCards(hearer, { ...facts, fee: null, answerBefore: null }),
    fullest(hearer),
  ]
}

/** All that may stand on one card at once. */
const fullest = (hearer: Parameters<typeof languageCard>[0]): Card => ({
  ...eventsCard(hearer, lifeEvents, 1),
  id: 'fullest',
  mayGoBack: true,
  mayNotKnow: true,
  mayTellClerk: true,
})
