import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ProcedurePack } from '../procedure/pack.ts'
import { smsOf } from '../text/sms.ts'
import { citizenSms } from './citizen-sms.ts'

const packs = ['ma.birth-record-extract', 'ma.residence-certificate-local', 'xx.road-report'].map(
  (id) => JSON.parse(readFileSync(new URL(`../../procedures/${id}.json`, import.meta.url), 'utf8')) as ProcedurePack,
)
const longest = '99.99.99.97'

test('no SMS of any shipped pack takes more than one part, with every paper missing and every reason', () => {
  for (const pack of packs) {
    const pieces = pack.service.hasInputType.map(({ id }) => id)
    const acts = [
      { kind: 'piece-requested', payload: { pieces, message: 'mot '.repeat(100) } },
      ...pieces.map((piece) => ({ kind: 'piece-requested', payload: { pieces: [piece] } }) as const),
      ...pack.refusalReasons.map(
        ({ id }) =>
          ({ kind: 'decided', payload: { outcome: 'refused', reason: id, text: 'mot '.repeat(100) } }) as const,
      ),
      ...['accepted', 'scheduled', 'not-ours', 'duplicate'].map(
        (outcome) => ({ kind: 'decided', payload: { outcome } }) as const,
      ),
      { kind: 'ready', payload: {} },
      { kind: 'handed-over', payload: { proof: 'reference' } },
      { kind: 'withdrawn', payload: { reason: 'x' } },
      { kind: 'reopened', payload: { reason: 'x' } },
      { kind: 'visit-ordered', payload: { who: 'x', what: 'x', on: '2026-11-24' } },
    ] as const
    for (const act of acts) {
      const sms = citizenSms(act, pack, longest)
      expect(smsOf(sms?.fr ?? ''), sms?.fr).toMatchObject({ encoding: 'GSM-7', parts: 1 })
      expect(smsOf(sms?.ar ?? ''), sms?.ar).toMatchObject({ encoding: 'UCS-2', parts: 1 })
    }
  }
})

test('why it is refused is not written on a phone that others read', () => {
  const [pack] = packs
  if (!pack) throw new Error('no pack')
  for (const { id, name } of pack.refusalReasons) {
    const sms = citizenSms({ kind: 'decided', payload: { outcome: 'refused', reason: id } }, pack, longest)
    expect(sms?.fr).not.toContain(name.fr)
    expect(sms?.ar).not.toContain(name.ar)
  }
})

test('one missing paper is named when it fits', () => {
  const pack = packs[1]
  if (!pack) throw new Error('no pack')
  expect(citizenSms({ kind: 'piece-requested', payload: { pieces: ['photo'] } }, pack, longest)?.fr).toContain('hoto')
})
