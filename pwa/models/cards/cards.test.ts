import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../../scripts/packs-check.ts'
import { evaluate } from '../../../shared/form/evaluate.ts'
import type { FieldState, FormState } from '../../../shared/form/evaluate.ts'
import type { Answers, AnswerValue } from '../../../shared/form/form.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import { parseForm } from '../../../shared/form/parse.ts'
import { lifeEvents } from '../../../shared/procedure/catalogue.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { promptOf } from '../../../shared/speech/spoken.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import { varieties } from '../../../shared/speech/variety.ts'
import { answerText } from '../../fields/answer-text.ts'
import messages from '../../text/messages/citizen.json' with { type: 'json' }
import { pictogramNames } from '../../ui/pictogram-names.ts'
import type { Card } from '../card.ts'
import { questionsOf, rowsToRead } from '../request-steps.ts'
import { answerCard, readBackDone, readBackIntro } from './answer-card.ts'
import type { Hearer } from './card-parts.ts'
import { durationCard, mandateCard, refusedCard } from './consent-cards.ts'
import { descriptionCard, eventsCard, lackingCard, languageCard, paperCard, proceduresCard } from './need-cards.ts'
import { questionCard, readTap } from './question-card.ts'
import { receiptCards, smsCard } from './receipt-cards.ts'
import { citizenWords } from './words.ts'

const root = join(import.meta.dirname, '../../..')
const { packs } = await loadPacks(join(root, 'procedures'))
const context = { today: '2026-11-21', now: '2026-11-21T10:00:00Z', lists: { 'ma-communes.json': [] } }
const pictures: ReadonlySet<string> = new Set(pictogramNames)

const promptsOfPack = ({ id, form, service, refusalReasons }: ProcedurePack): readonly string[] => [
  ...form.survey.map((row) => promptOf(id, { row: row.name })),
  ...Object.entries(form.choices).flatMap(([list, choices]) =>
    choices.map((choice) => promptOf(id, { list, choice: choice.name })),
  ),
  ...service.hasInputType.map((item) => promptOf(id, { paper: item.id })),
  ...refusalReasons.map((reason) => promptOf(id, { reason: reason.id })),
  promptOf(id, { about: 'name' }),
  promptOf(id, { about: 'description' }),
]
const prompts: ReadonlySet<string> = new Set([...Object.keys(messages), ...packs.flatMap(promptsOfPack)])

const hearers: readonly Hearer[] = varieties.map((variety) => ({
  variety,
  words: citizenWords,
}))

const isSayable = (spoken: Spoken): boolean =>
  spoken.length > 0 && spoken.every((part) => part.type !== 'prompt' || prompts.has(part.id))

/** U1, U5: a picture, a sentence heard, a short text; at most four pictures to choose from. */
const expectWhole = (card: Card): void => {
  expect(card.text, card.id).not.toBe('')
  expect(pictures, card.id).toContain(card.picture)
  expect(isSayable(card.says), `${card.id} says ${JSON.stringify(card.says)}`).toBe(true)
  expect(card.choices.length, card.id).toBeLessThanOrEqual(4)
  expect(card.choices.length > 0, card.id).toBe(card.kind === 'choose')
  for (const choice of card.choices) {
    expect(choice.text, card.id).not.toBe('')
    expect(pictures, `${card.id} ${choice.value}`).toContain(choice.picture)
    expect(isSayable(choice.says), `${card.id} ${choice.value}`).toBe(true)
  }
  // Seen without words, no two pictures are the same: what is said of them tells them apart only in order.
  const drawn = card.choices.map((choice) => JSON.stringify([choice.picture, choice.figure ?? null]))
  expect(new Set(drawn).size, `${card.id} draws two choices alike: ${drawn.join(' ')}`).toBe(drawn.length)
}

const formOf = (pack: ProcedurePack, answers: Answers): FormState => {
  const form = parseForm(pack.form)
  if (!form.ok) throw new Error(pack.id)
  return evaluate(form.value, answers, context)
}

/** Answers of the kind each row takes, some of them missing. */
const answersTo = (pack: ProcedurePack): fc.Arbitrary<Answers> =>
  fc.record<Answers>(
    Object.fromEntries(
      pack.form.survey.map((row): [string, fc.Arbitrary<AnswerValue>] => {
        const list = pack.form.choices[row.type.split(' ')[1] ?? '']
        if (list !== undefined) return [row.name, fc.constantFrom(...list.map((choice) => choice.name))]
        if (row.type === 'integer') return [row.name, fc.integer({ min: 1, max: 2026 })]
        if (row.type === 'acknowledge') return [row.name, fc.constant(true)]
        if (row.type === 'date') return [row.name, fc.constant('2020-02-29')]
        return [row.name, fc.string({ minLength: 1, maxLength: 12 })]
      }),
    ),
    { requiredKeys: [] },
  )

/** Every card a question can be, page after page and choice after choice. */
const cardsOf = (hearer: Hearer, pack: ProcedurePack, field: FieldState): readonly Card[] => {
  const first = questionCard(hearer, pack.id, field)
  const pages = Array.from({ length: first.page?.of ?? 1 }, (_, page) => ({ page, nth: 0 }))
  const nths = field.kind === 'select_multiple' ? field.choices.map((_, nth) => ({ page: 0, nth })) : []
  return [...pages, ...nths].map((place) => questionCard(hearer, pack.id, field, place))
}

describe.each(packs.map((pack) => [pack.id, pack] as const))('%s', (_id, pack) => {
  test('every question that can be reached has a picture, a voice, a text and at most four choices', () => {
    fc.assert(
      fc.property(answersTo(pack), fc.constantFrom(...hearers), (answers, hearer) => {
        const form = formOf(pack, answers)
        for (const key of questionsOf(form)) {
          const field = form.byKey.get(key)
          if (field !== undefined) for (const card of cardsOf(hearer, pack, field)) expectWhole(card)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('every row of the read-back does too, and a private one is for the ear of the person alone', () => {
    fc.assert(
      fc.property(answersTo(pack), fc.constantFrom(...hearers), (answers, hearer) => {
        const lang = hearer.variety === 'fr' ? 'fr' : 'ar'
        for (const field of rowsToRead(formOf(pack, answers))) {
          const card = answerCard(hearer, pack.id, field, answerText(field, lang))
          expectWhole(card)
          expect(card.detail).not.toBe('')
          expect(card.isPrivate).toBe(field.row.privacy === 'private')
        }
      }),
      { numRuns: 60 },
    )
  })

  test('what is private or sealed can be left for the clerk', () => {
    const hidden = formOf(pack, {}).fields.filter(({ row }) => (row.privacy ?? 'open') !== 'open')
    for (const hearer of hearers)
      for (const field of hidden) {
        const card = questionCard(hearer, pack.id, field)
        expect(card.isPrivate && card.mayTellClerk, field.key).toBe(true)
        expect(readTap(field, { page: 0, nth: 0 }, { type: 'tell-clerk' })).toEqual({
          type: 'answer',
          value: toldToClerk,
          isWhole: true,
        })
      }
  })

  test('every choice is reached by turning pages, and choosing it answers it', () => {
    const form = formOf(pack, {})
    for (const hearer of hearers)
      for (const field of form.fields.filter(({ kind, file }) => kind === 'select_one' && file === null)) {
        const values = cardsOf(hearer, pack, field).flatMap((card) => card.choices.map((choice) => choice.value))
        const unknown = field.choices.some((choice) => choice.name === 'unknown') ? ['unknown'] : []
        expect([...values, ...unknown].sort()).toEqual(field.choices.map((choice) => choice.name).sort())
        for (const value of values)
          expect(readTap(field, { page: 0, nth: 0 }, { type: 'chose', value })).toMatchObject({ type: 'answer', value })
      }
  })

  test('its description, its papers and its mandate are whole', () => {
    for (const hearer of hearers) {
      expectWhole(descriptionCard(hearer, pack))
      for (const item of pack.service.hasInputType) expectWhole(paperCard(hearer, pack, item))
      if (pack.service.hasInputType.length > 0) expectWhole(lackingCard(hearer, pack, pack.service.hasInputType))
      for (const task of ['file', 'follow'] as const)
        expectWhole(mandateCard(hearer, pack, { days: 31, who: ['Fatima Bouzid', 'EPN Tizi'], task }))
    }
  })
})

test('the cards of the app itself are whole, in every language that can be heard', () => {
  for (const hearer of hearers) {
    for (const page of [0, 1]) {
      expectWhole(languageCard(hearer, page))
      expectWhole(languageCard(hearer, page, 'app.call-back'))
      expectWhole(eventsCard(hearer, lifeEvents, page))
      expectWhole(proceduresCard(hearer, packs, page))
    }
    for (const card of [readBackIntro, readBackDone, durationCard, smsCard]) expectWhole(card(hearer))
    for (const task of ['file', 'follow'] as const) expectWhole(refusedCard(hearer, task))
    for (const state of ['kept', 'sent', 'received'] as const)
      for (const amount of [0, 2, null])
        for (const answerBefore of ['2026-12-31', null])
          for (const card of receiptCards(hearer, {
            reference: '12.40.67.31',
            state,
            fee: amount === null ? null : { amount, currency: 'MAD' },
            answerBefore,
          }))
            expectWhole(card)
  }
})

test('every language is offered, each in its own voice', () => {
  const [hearer] = hearers
  if (hearer === undefined) throw new Error('no variety')
  const offered = [0, 1].flatMap((page) => languageCard(hearer, page).choices)
  expect(offered.map((choice) => choice.value)).toEqual([...varieties])
  for (const choice of offered) expect(choice.variety).toBe(choice.value)
})
