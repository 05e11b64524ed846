import { readFileSync } from 'node:fs'
import { DhkemP256HkdfSha256 } from '@hpke/core'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { describe, expect, test } from 'vitest'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { toldToClerk } from '../../shared/form/opaque-value.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import { openAnswer } from '../sync/office-seal.ts'
import {
  actsIn,
  answerAll,
  beginRequest,
  directory,
  dossierId,
  settled,
  writerOf,
  type Begun,
} from './testing/array-request.ts'

const packFrom = (name: string, change: (json: Record<string, never>) => unknown = (json) => json): ProcedurePack => {
  const text = readFileSync(new URL(`../../procedures/${name}.json`, import.meta.url), 'utf8')
  const parsed = parsePack(change(JSON.parse(text)))
  if (!parsed.ok) throw new Error(`${name} does not load`)
  return parsed.value
}
const road = packFrom('xx.road-report')
const residence = packFrom('ma.residence-certificate-local')
const writer = writerOf([road, residence])
const begin = (pack: ProcedurePack, world?: Begun['world']) => beginRequest(pack, writer, world)
const roadAnswers = { douar: 'Aït Ali', service_code: road.form.choices['service_code']?.[0]?.name ?? '' }
const submittedOf = (begun: Begun) => {
  const act = actsIn(begun).find((one) => one.kind === 'submitted')
  return act ? payloadOf(act, 'submitted') : null
}
const readAll = async ({ request }: Begun) => {
  for (const field of request.form.value.fields) await request.sayRight(field.key)
}

describe('who said it, and how', () => {
  test('goes with every answer: what they heard, how they were helped, on which side it was tapped', async () => {
    const { request, live, visit } = await begin(road)
    visit.variety.value = 'shi'
    visit.mode.value = 'translation'
    await request.answer('douar', 'Tizi', { by: 'citizen', side: 'citizen', proof: 'recording' })
    await request.answer('landmark', 'pont', { by: 'helper' })
    const { said } = { said: live.said.value }
    expect(said.get('douar')).toMatchObject({
      by: 'fatima',
      said: 'citizen',
      mode: 'translation',
      heard: 'shi',
      side: 'citizen',
      proof: 'recording',
    })
    expect(said.get('landmark')).toMatchObject({ said: 'helper', side: 'helper', heard: 'shi' })
  })

  test('the same voice goes on after a killed tab', async () => {
    const first = await begin(road)
    first.visit.variety.value = 'rif'
    first.visit.mode.value = 'surrogate'
    await first.request.answer('douar', 'Tizi')
    const again = await begin(road, first.world)
    expect(again.request.variety.value).toBe('rif')
    expect(again.request.mode.value).toBe('surrogate')
  })

  test('a device that locks forgets its visit, and the request comes back with its voice', async () => {
    const first = await begin(road)
    first.visit.variety.value = 'rif'
    await first.request.answer('douar', 'Tizi')
    first.world.locking = true
    first.visit.variety.value = null
    // What was typed last is written while the screen goes.
    await first.request.answer('landmark', 'pont')
    first.request.close()
    expect(first.live.said.value.get('landmark')?.heard).toBe('rif')

    first.world.locking = false
    const again = await begin(road, first.world)
    expect(again.request.variety.value).toBe('rif')
  })
})

describe('a killed tab', () => {
  test('comes back to the same step, at every step of the way', async () => {
    let begun = await begin(residence)
    const seen: string[] = []
    for (let turn = 0; turn < 80; turn++) {
      const step = begun.request.step.value
      if (step.kind === 'mandate') break
      if (step.kind === 'read-back') await readAll(begun)
      const field = step.kind === 'question' ? begun.request.form.value.byKey.get(step.name) : undefined
      if (field?.required)
        await begun.request.answer(
          field.key,
          field.choices[0]?.name ?? (field.kind === 'integer' ? 3 : field.kind === 'date' ? '2026-08-01' : 'دوار'),
        )
      await begun.request.next()
      await settled(begun)
      const where = begun.request.step.value
      begun = await begin(residence, begun.world)
      expect(begun.request.step.value).toEqual(where)
      seen.push(where.kind)
    }
    expect(seen.slice(-3)).toEqual(['read-back', 'teach-back', 'mandate'])
  })

  test('forgets neither what was read back nor what was counted', async () => {
    const first = await begin(road)
    await first.request.sayRight('douar')
    first.request.sayWrong('landmark')
    await first.request.noteTurn({ group: 'questions', ms: 4200.4, ended: 'called' })
    await first.request.noteTurn({ group: 'questions', ms: 800, ended: 'done' })
    await first.request.setTeachBack({ what: 'right', cost: 'missed' })
    await first.request.setTeachBack({ what: 'right', cost: 'right', when: 'right' })
    await first.request.skipReadBack('La personne doit partir')

    const again = await begin(road, first.world)
    expect(Object.keys(again.request.right.value)).toEqual(['douar'])
    expect(again.request.taught.value).toEqual({ what: 'right', cost: 'right', when: 'right' })
    await answerAll(again, roadAnswers)
    await again.request.submit()
    expect(submittedOf(again)?.visit).toEqual({
      heard: null,
      turned: { questions: 5000 },
      byCitizen: 0,
      byHelper: 6,
      readBack: 'skipped',
      skipReason: 'La personne doit partir',
      wrong: 1,
      taught: { asked: 3, missed: 1 },
    })
  })
})

describe('the read-back', () => {
  test('is done when every row was said right, and a changed answer is read again', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    await readAll(begun)
    await begun.request.answer('douar', 'Tizi', { by: 'citizen', side: 'citizen' })
    const before = await begin(road, begun.world)
    await before.request.sayRight('douar')
    await before.request.submit()
    expect(submittedOf(before)?.visit).toMatchObject({ readBack: 'done', byCitizen: 1, byHelper: 5, wrong: 0 })
  })

  test('is not passed in silence: every row is right, or a reason is given', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    const silent = await begun.request.next()
    expect(silent.ok).toBe(false)
    expect(begun.request.step.value.kind).toBe('read-back')
    await begun.request.skipReadBack('urgence')
    expect((await begun.request.next()).ok).toBe(true)
    expect(begun.request.step.value.kind).toBe('teach-back')
  })

  test('a wrong row leads to that question only, and back, with the other answers intact', async () => {
    const begun = await begin(road)
    await answerAll(begun, roadAnswers)
    begun.request.sayWrong('douar')
    expect(begun.request.step.value).toEqual({ kind: 'question', name: 'douar' })
    await begun.request.answer('douar', 'Tizi')
    await begun.request.next()
    expect(begun.request.step.value.kind).toBe('read-back')
    expect(begun.request.form.value.values).toMatchObject({ ...roadAnswers, douar: 'Tizi' })
  })
})

describe('the mandate', () => {
  const given = (begun: Begun) => {
    const act = actsIn(begun).find((one) => one.kind === 'mandate-given')
    return act ? payloadOf(act, 'mandate-given') : null
  }

  test('is worded in the language that was heard, whatever the screen shows, and those very words are hashed', async () => {
    const begun = await begin(residence)
    begun.visit.variety.value = 'tzm'
    begun.request.mandateDays.value = 31
    const shown = begun.request.mandateText.value
    expect(shown).toContain('19/09/2026')
    expect(shown).toContain('نقطة أ')
    await begun.request.mandate({ method: 'paper', days: 31 })
    expect(given(begun)).toMatchObject({
      until: '2026-09-19',
      text: shown,
      textLang: 'ar',
      textHash: sha256Url(encodeUtf8(shown)),
    })
    expect(given(begun)?.purpose).toContain(residence.service.name.ar)
  })

  test('by voice is kept here, and the act names the very sound', async () => {
    const begun = await begin(residence)
    const bytes = new Uint8Array(14_000).fill(7)
    const silent = await begun.request.mandate({ method: 'voice', days: 1 })
    expect(silent.ok ? null : silent.error.type).toBe('no-proof')
    const voice = { bytes, mediaType: 'audio/webm;codecs=opus', ms: 9_400.6 }
    expect((await begun.request.mandate({ method: 'voice', voice, days: 1 })).ok).toBe(true)
    const named = given(begun)?.voice
    expect(named).toEqual({ hash: sha256Url(bytes), size: 14_000, mediaType: 'audio/webm;codecs=opus', ms: 9401 })
    expect(await begun.world.sounds.open(dossierId, named?.hash ?? '')).toEqual(bytes)
  })

  test('that the rules refuse leaves no voice behind', async () => {
    const begun = await begin(residence)
    const bytes = new Uint8Array(900).fill(3)
    const voice = { bytes, mediaType: 'video/webm', ms: 3_000 }
    expect((await begun.request.mandate({ method: 'voice', voice, days: 1 })).ok).toBe(false)
    expect(given(begun)).toBeNull()
    expect(await begun.world.sounds.open(dossierId, sha256Url(bytes))).toBeNull()
  })

  test('for an absent person names who acts for them, or is not given', async () => {
    const begun = await begin(residence)
    begun.visit.mode.value = 'surrogate'
    const bare = await begun.request.mandate({ method: 'paper', days: 1 })
    expect(bare.ok ? null : bare.error.type).toBe('no-surrogate')
    await begun.request.mandate({ method: 'paper', days: 1, surrogate: { name: ' Itto ', paper: 'Livret de famille' } })
    expect(given(begun)?.surrogate).toEqual({ name: 'Itto', paper: 'Livret de famille' })
    await answerAll(begun)
    await begun.request.submit()
    expect(submittedOf(begun)?.mode).toBe('surrogate')
  })

  test('refused, is counted with the visit and files nothing', async () => {
    const begun = await begin(residence)
    await begun.request.noteTurn({ group: 'consent', ms: 30_000, ended: 'done' })
    await begun.request.refuseMandate()
    const act = actsIn(begun).find((one) => one.kind === 'withdrawn')
    const payload = act && payloadOf(act, 'withdrawn')
    expect(payload).toMatchObject({ refused: true, visit: { turned: { consent: 30_000 }, readBack: null } })
    expect(submittedOf(begun)).toBeNull()
    expect(begun.closings).toEqual(['refused'])
    // The turn ends after the no: what is noted then leaves nothing behind.
    await begun.request.noteTurn({ group: 'consent', ms: 2_000, ended: 'done' })
    expect(begun.world.facts.get(`request:${dossierId}`)).toBeNull()
  })
})

describe('a request put to sleep', () => {
  test('is found by its picture, comes back to its question, and then sleeps no more', async () => {
    const first = await begin(road)
    while (first.request.step.value.kind !== 'question') await first.request.next()
    const where = first.request.step.value
    await first.request.sleep('mule')
    expect(first.world.facts.get(`asleep:${dossierId}`)).toBe('mule')
    expect(first.world.facts.get('place:fatima')).toBeNull()
    expect(first.closings).toEqual(['left'])

    const again = await begin(road, first.world)
    expect(again.request.step.value).toEqual(where)
    await again.request.answer('douar', 'Tizi')
    expect(again.world.facts.get(`asleep:${dossierId}`)).toBeNull()
  })
})

describe('a sealed question', async () => {
  const kem = new DhkemP256HkdfSha256()
  const pair = await kem.generateKeyPair()
  const sealKey = toBase64UrlEncoded(new Uint8Array(await kem.serializePublicKey(pair.publicKey)))
  const privateKey = toBase64UrlEncoded(new Uint8Array(await kem.serializePrivateKey(pair.privateKey)))
  const sealing = {
    ...directory,
    units: directory.units.map((unit) => (unit.kind === 'office' ? { ...unit, sealKey } : unit)),
  }
  const name = residence.form.survey.find((row) => row.privacy === 'sealed')?.name ?? ''
  const secret = 'family'
  const beginSealed = (world?: Begun['world']) => beginRequest(residence, writerOf([residence], sealing), world)

  test('is answered without the answer being anywhere on this device, and the office reads it', async () => {
    const begun = await beginSealed()
    expect(begun.request.mayTake(name)).toBe(true)
    await begun.request.answer(name, secret, { by: 'citizen', side: 'citizen' })
    const written = begun.request.form.value.values[name]
    const kept = [
      ...begun.world.rows.map((row) => Buffer.from(row.bytes).toString('latin1')),
      JSON.stringify([...begun.world.facts]),
      JSON.stringify([begun.request.form.value.values, [...begun.live.said.value]]),
    ].join()
    expect(kept).not.toContain(secret)
    expect(begun.request.form.value.byKey.get(name)?.problem).toBeNull()
    expect(await openAnswer(privateKey, { dossier: dossierId, field: name }, written)).toEqual({ value: secret })
  })

  test('says what is wrong before it is sealed, keeps nothing of it, and does not lead on', async () => {
    const begun = await beginSealed()
    begun.request.goTo(name)
    await begun.request.answer(name, 'no-such-choice')
    expect(begun.request.form.value.values[name]).toBeUndefined()
    expect((await begun.request.next()).ok).toBe(false)
    await begun.request.answer(name, secret)
    expect((await begun.request.next()).ok).toBe(true)
  })

  test('may be told to the clerk instead, which counts as answered; the later word wins', async () => {
    const begun = await beginSealed()
    const slow = begun.request.answer(name, secret)
    await begun.request.answer(name, toldToClerk, { by: 'citizen', side: 'citizen' })
    await slow
    expect(begun.request.form.value.values[name]).toBe(toldToClerk)
    expect(begun.request.form.value.byKey.get(name)?.problem).toBeNull()
  })

  test('is not taken in clear where the office has no key', async () => {
    const begun = await begin(residence)
    expect(begun.request.mayTake(name)).toBe(false)
    expect(begun.request.mayTake('cnie')).toBe(true)
    await expect(begun.request.answer(name, secret)).rejects.toThrow('no key')
    expect(begun.request.form.value.values[name]).toBeUndefined()
  })
})
