import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { citizenVoice } from './citizen-voice.ts'
import { reportPack } from './samples.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
const pack = read('procedures/ma.residence-certificate-local.json') as ProcedurePack
const catalogue = {
  ...(read('voices/catalogue/app.json') as object),
  ...(read(`voices/catalogue/${pack.id}.json`) as object),
}
const said = (kind: Parameters<typeof citizenVoice>[0]['kind'], payload = {}) =>
  (citizenVoice({ kind, payload }, pack) ?? []).map((part) => (part.type === 'prompt' ? part.id : part.type))

describe('what of a message can be heard', () => {
  test('is only what somebody recorded: the state, the papers, the reason', () => {
    const [piece] = pack.service.hasInputType
    const [reason] = pack.refusalReasons
    const all = [
      said('piece-requested', { pieces: [piece?.id] }),
      said('decided', { outcome: 'refused', reason: reason?.id }),
      said('ready'),
      said('handed-over'),
      said('withdrawn'),
    ]
    expect(all.map(({ length }) => length)).toEqual([2, 2, 1, 1, 1])
    for (const id of all.flat()) expect(Object.keys(catalogue)).toContain(id)
  })

  test('is nothing where no prompt says it', () => {
    expect(citizenVoice({ kind: 'decided', payload: { outcome: 'accepted' } }, pack)).toBeNull()
    expect(citizenVoice({ kind: 'noted', payload: {} }, pack)).toBeNull()
    expect(citizenVoice({ kind: 'handed-over', payload: {} }, reportPack)).toBeNull()
  })
})
