import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Variety } from '../../../shared/speech/variety.ts'
import type { Tap } from '../card.ts'
import { revokeScript } from './revoke-script.ts'
import { citizenWords } from './words.ts'

const begin = (heard: Variety | null, revoke: () => Promise<void>) => {
  const variety = signal(heard)
  const script = revokeScript({
    mandate: {
      procedure: 'ma.residence-certificate-local',
      name: { fr: 'Certificat de résidence', ar: 'شهادة السكنى' },
      point: { fr: 'EPN Asni', ar: 'فضاء أسني' },
      until: '2026-09-21',
    },
    variety,
    hearer: () => ({ variety: variety.value ?? 'fr', words: citizenWords }),
    revoke,
  })
  const tap = async (what: Tap) => {
    const card = script.card()
    if (!card) throw new Error('no card')
    await script.take(card, what)
  }
  return { script, tap, variety }
}

test('the mandate is shown with its end, and nothing is written before the yes', async () => {
  let written = 0
  const { script, tap } = begin('fr', async () => void written++)
  expect(script.card()).toMatchObject({
    kind: 'yes-no',
    detail: 'Certificat de résidence · EPN Asni',
    figure: { type: 'day', iso: '2026-09-21' },
  })
  expect(written).toBe(0)
  await tap({ type: 'yes' })
  expect(written).toBe(1)
  expect(script.isRevoked.value).toBe(true)
  expect(script.card()?.says).toEqual([{ type: 'prompt', id: 'app.mandate-revoked' }])
  await tap({ type: 'went-on' })
  expect(script.card()).toBeNull()
})

test('a no changes nothing and ends the turn', async () => {
  let written = 0
  const { script, tap } = begin('ary', async () => void written++)
  await tap({ type: 'no' })
  expect([written, script.isRevoked.value, script.card()]).toEqual([0, false, null])
})

test('who has not chosen a language is asked first, and hears the rest in it', async () => {
  const { script, tap, variety } = begin(null, async () => undefined)
  expect(script.card()?.id).toBe('app.language')
  await tap({ type: 'next-page' })
  await tap({ type: 'chose', value: 'shi' })
  expect(variety.value).toBe('shi')
  expect(script.card()?.detail).toBe('شهادة السكنى · فضاء أسني')
})

test('what could not be written is not said to be done', async () => {
  const { script, tap } = begin('fr', () => Promise.reject(new Error('full')))
  await expect(tap({ type: 'yes' })).rejects.toThrow('full')
  expect(script.isRevoked.value).toBe(false)
  expect(script.card()?.kind).toBe('yes-no')
})
