import { computed, signal } from '@preact/signals'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../../scripts/packs-check.ts'
import { evaluate } from '../../../shared/form/evaluate.ts'
import type { Answers } from '../../../shared/form/form.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import { parseForm } from '../../../shared/form/parse.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import { err, ok } from '../../../shared/text/result.ts'
import { answerText } from '../../fields/answer-text.ts'
import type { Tap, TurnScript } from '../card.ts'
import type { PaperRow, Request, SaidHere, Step } from '../request-shape.ts'
import { stepAfter } from '../request-steps.ts'
import type { Hearer } from './card-parts.ts'
import { mandateScript } from './mandate-script.ts'
import { needScript } from './need-script.ts'
import { questionScript } from './question-script.ts'
import { readBackScript } from './read-back-script.ts'
import { receiptScript } from './receipt-script.ts'
import { citizenWords } from './words.ts'

const { packs } = await loadPacks(join(import.meta.dirname, '../../../procedures'))
/** The bytes of a page are its name. */
const openPage = async (_dossier: string, hash: string) => new TextEncoder().encode(hash)
const hearer = (): Hearer => ({ variety: 'fr', words: citizenWords })
const packOf = (id: string): ProcedurePack => {
  const found = packs.find((pack) => pack.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

/** What a script asks of a request, with the real form and the real way through it. */
const createRequest = (pack: ProcedurePack, first: Answers, at: Step) => {
  const form = parseForm(pack.form)
  if (!form.ok) throw new Error(pack.id)
  const answers = signal<Answers>(first)
  const state = computed(() =>
    evaluate(form.value, answers.value, { today: '2026-11-21', now: '2026-11-21T10:00:00Z' }),
  )
  const step = signal<Step>(at)
  const right = signal<Readonly<Record<string, string>>>({})
  const seen = signal<Readonly<Record<string, boolean>>>({})
  const said: Record<string, SaidHere | undefined> = {}
  const wrong: string[] = []
  /** Photographed papers that the person has not looked at. */
  const unclear = signal<readonly PaperRow[]>([])
  let refused = false
  let returning = false
  let keyKnown = true
  const request = {
    id: 'CCCCCCCCCCCCCCCCCCCCCA',
    pack,
    form: state,
    step,
    right,
    seen,
    mandateDays: signal(1),
    mayTake: () => keyKnown,
    answer: async (name: string, value: Answers[string], how?: SaidHere) => {
      answers.value = { ...answers.value, [name]: value }
      said[name] = how
    },
    papers: {
      toConfirm: computed(() => unclear.value[0] ?? null),
      sayClear: async (piece: string) => {
        unclear.value = unclear.value.filter((one) => one.piece !== piece)
      },
      sayUnclear: (piece: string) => {
        wrong.push(piece)
        unclear.value = []
      },
    },
    setSeen: async (id: string, has: boolean) => {
      seen.value = { ...seen.value, [id]: has }
    },
    sayRight: async (name: string) => {
      right.value = { ...right.value, [name]: JSON.stringify(state.value.byKey.get(name)?.value) }
    },
    sayWrong: (name: string) => {
      wrong.push(name)
      returning = true
      step.value = { kind: 'question', name }
    },
    next: async () => {
      const here = step.value
      const problem = here.kind === 'question' ? (state.value.byKey.get(here.name)?.problem ?? null) : null
      if (problem) return err({ problem: problem.message })
      step.value = stepAfter(state.value, true, here, returning)
      returning = returning && step.value.kind === 'question'
      return ok(undefined)
    },
    refuseMandate: async () => {
      refused = true
    },
  }
  return {
    request: request as unknown as Request,
    answers,
    said,
    wrong,
    unclear,
    wasRefused: () => refused,
    forgetKey: () => {
      keyKnown = false
    },
  }
}

const tap = async (script: TurnScript, wanted: Tap): Promise<void> => {
  const card = script.card()
  if (card === null) throw new Error('there is no card to tap on')
  await script.take(card, wanted)
}
const chose = (value: string): Tap => ({ type: 'chose', value })
const yes: Tap = { type: 'yes' }
const no: Tap = { type: 'no' }
const on: Tap = { type: 'went-on' }
const question = (name: string): Step => ({ kind: 'question', name })

const road = packOf('xx.road-report')
const residence = packOf('ma.residence-certificate-local')

describe('a question on the person’s side', () => {
  test('is answered by its picture, said by the person on their side, and the turn is over', async () => {
    const { request, answers, said } = createRequest(road, {}, question('service_code'))
    const script = questionScript({ request, hearer }, 'service_code', { isAlone: true })
    await tap(script, chose('pothole'))
    expect(answers.value['service_code']).toBe('pothole')
    expect(said['service_code']).toEqual({ by: 'citizen', proof: 'oral', side: 'citizen' })
    expect(script.card()).toBeNull()
    expect(request.step.value).toEqual(question('severity'))
  })

  test('from here on goes from question to question, until one has to be said to the helper', async () => {
    const { request } = createRequest(road, {}, question('service_code'))
    const script = questionScript({ request, hearer }, 'service_code', { isAlone: false })
    for (const value of ['pothole', 'minor', 'car']) await tap(script, chose(value))
    expect(script.card()).toMatchObject({ id: 'question:position', kind: 'hear' })
    await tap(script, on)
    expect(script.card()).toBeNull()
    expect(request.step.value).toEqual(question('position'))
  })

  test('turns pages of pictures and comes back', async () => {
    const { request } = createRequest(road, {}, question('service_code'))
    const script = questionScript({ request, hearer }, 'service_code', { isAlone: true })
    const first = script.card()?.choices
    await tap(script, { type: 'next-page' })
    expect(script.card()?.choices).not.toEqual(first)
    await tap(script, { type: 'back' })
    expect(script.card()?.choices).toEqual(first)
  })

  test('a private one is a turn of its own, and "I will tell the clerk" takes the place of what was said', async () => {
    const { request, answers } = createRequest(residence, { phone: '0612345678' }, question('phone'))
    const script = questionScript({ request, hearer }, 'phone', { isAlone: false })
    expect(script.group).toBe('private')
    await tap(script, { type: 'tell-clerk' })
    expect(answers.value['phone']).toBe(toldToClerk)
    expect(script.card()).toBeNull()
  })

  test('without the office’s key, a sealed question can only be told to the clerk', async () => {
    const { request, answers, forgetKey } = createRequest(residence, {}, question('keep_hidden'))
    forgetKey()
    const script = questionScript({ request, hearer }, 'keep_hidden', { isAlone: true })
    expect(script.card()).toMatchObject({ kind: 'hear', isPrivate: true })
    await tap(script, on)
    expect(answers.value['keep_hidden']).toBe(toldToClerk)
  })

  test('"I don’t know" is the answer "unknown" where the form has one', async () => {
    const { request, answers } = createRequest(packOf('ma.birth-record-extract'), {}, question('date_kind'))
    const script = questionScript({ request, hearer }, 'date_kind', { isAlone: true })
    expect(script.card()?.mayNotKnow).toBe(true)
    await tap(script, { type: 'not-known' })
    expect(answers.value['date_kind']).toBe('unknown')
  })
})

describe('the read-back on the person’s side', () => {
  const answered: Answers = {
    service_code: 'pothole',
    severity: 'danger',
    passable: 'car',
    position: { lat: 31, lon: -7 },
    since: 'today',
  }
  const begin = async (first: Answers = answered) => {
    const made = createRequest(road, first, { kind: 'read-back' })
    const script = readBackScript({ request: made.request, hearer, written: answerText, openPage })
    await tap(script, on)
    return { ...made, script }
  }
  const readAll = async (script: TurnScript): Promise<readonly string[]> => {
    const read: string[] = []
    for (let card = script.card(); card?.id.startsWith('read:') === true; card = script.card()) {
      read.push(card.id)
      await script.take(card, yes)
    }
    return read
  }

  test('reads every row, then says that all is right and goes on', async () => {
    const { script, request } = await begin()
    expect((await readAll(script)).slice(0, 3)).toEqual(['read:service_code', 'read:severity', 'read:passable'])
    expect(script.card()?.id).toBe('app.read-back-done')
    await tap(script, on)
    expect(script.card()).toBeNull()
    expect(request.step.value).toEqual({ kind: 'teach-back' })
  })

  test('wrong on row 3 asks question 3 alone, then reads row 3 again; the others are intact', async () => {
    const { script, answers, wrong } = await begin()
    await tap(script, yes)
    await tap(script, yes)
    expect(script.card()?.id).toBe('read:passable')
    await tap(script, no)
    expect(script.card()?.id).toBe('question:passable')
    await tap(script, chose('mule'))
    expect(script.card()?.id).toBe('read:passable')
    expect(wrong).toEqual(['passable'])
    expect(answers.value).toEqual({ ...answered, passable: 'mule' })
  })

  test('wrong on what has to be typed gives the screen back at that question', async () => {
    const { script, request } = await begin()
    for (let rows = 0; rows < 3; rows++) await tap(script, yes)
    expect(script.card()?.id).toBe('read:position')
    await tap(script, no)
    expect(script.card()).toBeNull()
    expect(request.step.value).toEqual(question('position'))
  })

  const paperOf = (piece: string, ...hashes: readonly string[]): PaperRow => ({
    piece,
    key: `paper:${piece}`,
    value: hashes,
    pages: hashes.map((hash, at) => ({ hash, piece, page: at + 1, mediaType: 'image/webp', size: 1 })),
  })
  const shownPhoto = (script: TurnScript): string | null => {
    const photo = script.card()?.photo
    return photo ? new TextDecoder().decode(photo) : null
  }

  test('then shows each photographed page, and goes on once all can be read', async () => {
    const { script, unclear } = await begin()
    await readAll(script)
    unclear.value = [paperOf('bill', 'a', 'b'), paperOf('card', 'c')]
    for (const page of ['a', 'b', 'c']) {
      await expect.poll(() => shownPhoto(script)).toBe(page)
      expect(script.card()).toMatchObject({ kind: 'yes-no', text: citizenWords('app.paper-clear', 'fr') })
      await tap(script, yes)
    }
    expect(script.card()?.id).toBe('app.read-back-done')
  })

  test('a page that cannot be read gives the screen back, for its paper to be taken again', async () => {
    const { script, unclear, wrong } = await begin()
    await readAll(script)
    unclear.value = [paperOf('bill', 'a', 'b')]
    await tap(script, yes)
    await tap(script, no)
    expect(wrong).toEqual(['bill'])
    expect(script.card()).toBeNull()
  })

  test('what is sealed is read to nobody, what is private only to the person', async () => {
    const { request } = createRequest(residence, { keep_hidden: 'family', phone: '0612345678' }, { kind: 'read-back' })
    const script = readBackScript({ request, hearer, written: answerText, openPage })
    await tap(script, on)
    const cards: string[] = []
    const hidden: string[] = []
    for (let card = script.card(); card?.id.startsWith('read:') === true; card = script.card()) {
      cards.push(card.id)
      if (card.isPrivate) hidden.push(card.id)
      await script.take(card, yes)
    }
    expect(cards).not.toContain('read:keep_hidden')
    expect(hidden).toEqual(['read:card_number', 'read:phone'])
  })
})

describe('the mandate on the person’s side', () => {
  const begin = () => {
    const made = createRequest(residence, {}, { kind: 'mandate' })
    const said: string[] = []
    return {
      ...made,
      said,
      script: mandateScript(
        { request: made.request, hearer },
        () => ['Fatima'],
        (one) => said.push(one),
      ),
    }
  }

  test('asks how long, says it all, and a yes leads to its proof', async () => {
    const { script, request, said } = begin()
    expect(script.card()?.choices.map((choice) => choice.value)).toEqual(['1', '31', '182', '365'])
    await tap(script, chose('31'))
    expect(request.mandateDays.value).toBe(31)
    expect(script.card()?.says).toContainEqual({ type: 'prompt', id: 'app.mandate-days.31' })
    await tap(script, yes)
    expect(said).toEqual(['yes'])
    expect(script.card()).toBeNull()
  })

  test('a no files nothing, and can be taken back while it is being heard', async () => {
    const { script, said, wasRefused } = begin()
    await tap(script, chose('1'))
    await tap(script, no)
    expect(script.card()?.id).toBe('app.mandate-no')
    await tap(script, { type: 'back' })
    expect(script.card()?.kind).toBe('yes-no')
    expect(wasRefused()).toBe(false)
    await tap(script, no)
    await tap(script, on)
    expect(said).toEqual(['no'])
    expect(wasRefused()).toBe(true)
  })
})

describe('the first turn of a visit', () => {
  test('language, subject, procedure, yes, papers one by one: then the helper is at the first question', async () => {
    const variety = signal<Variety | null>(null)
    const { request } = createRequest(residence, {}, { kind: 'papers' })
    const started: string[] = []
    const script = needScript({
      packs,
      variety,
      hearer,
      start: async (id) => {
        started.push(id)
        return request
      },
      lacking: () => residence.service.hasInputType.filter((item) => request.seen.value[item.id] === false),
    })
    await tap(script, chose('shi'))
    expect(variety.value).toBe('shi')
    await tap(script, chose('papers'))
    await tap(script, chose(residence.id))
    expect(started).toEqual([])
    await tap(script, yes)
    expect(started).toEqual([residence.id])
    for (const has of [yes, no, yes, yes]) await tap(script, has)
    expect(script.card()?.id).toBe('papers-missing')
    await tap(script, on)
    expect(script.card()).toBeNull()
    expect(request.step.value).toEqual(question('purpose'))
    expect(Object.values(request.seen.value)).toEqual([true, false, true, true])
  })

  test('the way back leads from the procedure to the subject and to the language', async () => {
    const script = needScript({
      packs,
      variety: signal<Variety | null>('fr'),
      hearer,
      start: () => Promise.reject(new Error('nothing is started')),
      lacking: () => [],
    })
    await tap(script, chose('papers'))
    await tap(script, { type: 'back' })
    expect(script.card()?.id).toBe('app.need')
    await tap(script, chose('housing'))
    expect(script.card()?.id).toBe(`about:${residence.id}`)
    await tap(script, no)
    expect(script.card()?.id).toBe('app.need')
    await tap(script, { type: 'back' })
    expect(script.card()?.id).toBe('app.language')
  })
})

test('the receipt is heard card after card, and one can go back', async () => {
  const script = receiptScript(hearer, { reference: '12.40.67.31', state: 'kept', fee: null, answerBefore: null })
  expect(script.card()).toMatchObject({ id: 'app.number', mayGoBack: false })
  await tap(script, on)
  expect(script.card()).toMatchObject({ id: 'app.keep-paper', mayGoBack: true })
  await tap(script, { type: 'back' })
  for (let cards = 0; cards < 5; cards++) await tap(script, on)
  expect(script.card()).toBeNull()
})

test('who gave a telephone is asked for a message and the language of a call, kept once both are said', async () => {
  const kept: unknown[] = []
  const facts = { reference: '12.40.67.31', state: 'kept', fee: null, answerBefore: null } as const
  const script = receiptScript(hearer, facts, async (contact) => void kept.push(contact))
  for (let cards = 0; cards < 5; cards++) await tap(script, on)
  expect(script.card()).toMatchObject({ id: 'app.sms', kind: 'yes-no', mayGoBack: true })
  await tap(script, { type: 'no' })
  expect(script.card()).toMatchObject({ id: 'app.call-back', kind: 'choose' })
  await tap(script, { type: 'back' })
  await tap(script, { type: 'yes' })
  await tap(script, { type: 'next-page' })
  expect(kept).toEqual([])
  await tap(script, { type: 'chose', value: 'rif' })
  expect(kept).toEqual([{ sms: true, callBack: 'rif' }])
  expect(script.card()).toBeNull()
})

test('a wish that could not be kept stays asked', async () => {
  const facts = { reference: '12.40.67.31', state: 'kept', fee: null, answerBefore: null } as const
  const script = receiptScript(hearer, facts, () => Promise.reject(new Error('disk')))
  for (let cards = 0; cards < 5; cards++) await tap(script, on)
  await tap(script, { type: 'yes' })
  await expect(tap(script, { type: 'chose', value: 'fr' })).rejects.toThrow('disk')
  expect(script.card()?.id).toBe('app.call-back')
})

test('a new mandate is asked of who comes back in their language, and a no changes nothing', async () => {
  const variety = signal<Variety | null>(null)
  const mandateDays = signal<1 | 31 | 182 | 365>(1)
  const said: string[] = []
  const pack = packOf('ma.residence-certificate-local')
  const request = { mandateDays, pack, refuseMandate: async () => undefined }
  const script = mandateScript(
    { request, hearer, follows: { variety } },
    () => ['Fatima', 'EPN'],
    (answer) => said.push(answer),
  )
  expect(script.card()?.id).toBe('app.language')
  await tap(script, { type: 'chose', value: 'shi' })
  await tap(script, { type: 'chose', value: '31' })
  expect(script.card()).toMatchObject({ id: 'app.mandate-again', kind: 'yes-no' })
  await tap(script, { type: 'no' })
  expect(script.card()?.id).toBe('app.mandate-again-no')
  await tap(script, { type: 'back' })
  await tap(script, { type: 'no' })
  await tap(script, on)
  expect(said).toEqual(['no'])
  expect([variety.value, mandateDays.value]).toEqual(['shi', 31])
})
