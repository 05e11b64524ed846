import { describe, expect, test } from 'vitest'
import { officePack } from '../dossier/testing/office.ts'
import { actKinds, type ActKind } from '../procedure/workflow.ts'
import { citizenMessage, tellingKinds } from './citizen-message.ts'

const named = { photo: { fr: 'une photo', ar: 'صورة' }, bill: { fr: 'une facture', ar: 'فاتورة' } }
const samplePack = {
  ...officePack,
  service: {
    ...officePack.service,
    hasInputType: officePack.service.hasInputType.map((item) => ({
      ...item,
      name: named[item.id as keyof typeof named],
    })),
  },
  refusalReasons: [{ id: 'not-here', name: { fr: 'pas dans la commune', ar: 'خارج الجماعة' } }],
}

const reference = '12.40.67.31'
const say = (kind: Parameters<typeof citizenMessage>[0]['kind'], payload: Record<string, unknown>) =>
  citizenMessage({ kind, payload }, samplePack, reference)

// The letters of GSM 03.38 that French uses; any other one makes the whole message twice as dear.
const gsm = /^[A-Za-z0-9 .,:;!?'"()\-+/éèàùìòÉ\n]*$/

describe('the message of a citizen', () => {
  test('a request for papers names each of them in both languages', () => {
    const message = say('piece-requested', { pieces: ['photo', 'bill'] })
    expect(message?.fr).toContain('une photo, une facture')
    expect(message?.ar).toContain('صورة، فاتورة')
  })

  test('the signs of a well-set pack do not make a French SMS longer', () => {
    const service = {
      ...samplePack.service,
      hasInputType: samplePack.service.hasInputType.map((item) => ({
        ...item,
        name: { ...item.name, fr: 'l’acte\u00a0: copie' },
      })),
    }
    const act = { kind: 'piece-requested', payload: { pieces: ['photo'] } } as const
    expect(citizenMessage(act, { ...samplePack, service }, reference)?.fr).toContain("l'acte : copie")
  })

  test('the clerk’s own words are added as they were typed', () => {
    expect(say('piece-requested', { pieces: ['photo'], message: ' Fond blanc. ' })?.fr).toMatch(/ Fond blanc\.$/)
  })

  test('a refusal says its reason and that it can be contested', () => {
    const message = say('decided', { outcome: 'refused', reason: 'not-here', text: 'Voir Tafraout.' })
    expect(message?.fr).toContain('pas dans la commune')
    expect(message?.fr).toContain('contester')
    expect(message?.fr).toContain('Voir Tafraout.')
    expect(message?.ar).toContain('خارج الجماعة')
    expect(message?.ar).toContain('الطعن')
  })

  test('every message carries the reference in both languages and no letter that makes a French SMS longer', () => {
    const all = [
      say('piece-requested', { pieces: ['photo'] }),
      ...['accepted', 'refused', 'scheduled', 'not-ours', 'duplicate'].map((outcome) => say('decided', { outcome })),
      say('ready', {}),
      say('handed-over', { proof: 'reference' }),
      say('withdrawn', { reason: 'x' }),
    ]
    for (const message of all) {
      expect(message?.fr).toContain(reference)
      expect(message?.ar).toContain(reference)
      expect(message?.fr).toMatch(gsm)
      expect(message?.fr.length).toBeLessThanOrEqual(160)
    }
  })

  test('the kinds that tell something are those that are listed', () => {
    const payload = { pieces: ['photo'], outcome: 'accepted' }
    const telling = actKinds.filter((kind) => say(kind, payload) !== null)
    expect(new Set<ActKind>([...telling, 'settled'])).toEqual(new Set(tellingKinds))
  })

  test('what stays between colleagues tells the citizen nothing', () => {
    expect(say('claimed', {})).toBeNull()
    expect(say('noted', { text: 'rappeler' })).toBeNull()
    expect(say('settled', { keep: 'x', text: 'y' })).toBeNull()
  })
})
