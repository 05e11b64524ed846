import { beforeAll, expect, test } from 'vitest'
import { parseAct, type Act } from '../../shared/dossier/act.ts'
import { submissionsIn } from '../../sync-server/store/dossiers.ts'
import { tokenHash } from '../../shared/dossier/reference.ts'
import { entryId } from '../../shared/sync/entry.ts'
import type { Member } from './commune.ts'
import { cast, filledDossier, filledToken, mouldOf, type Mould } from './moulds.ts'

const nobody = new Uint8Array()
const keys = { agentKey: nobody, sessionKey: nobody, sessionPoint: nobody }
const mediator: Member = {
  ...keys,
  device: 'd'.repeat(22),
  agent: 'mediator-3',
  unit: 'point-3',
  role: 'mediator',
  site: 15,
  place: 0,
  office: 'office-0',
}
const clerk: Member = { ...mediator, device: 'c'.repeat(22), agent: 'clerk-0', unit: 'office-0', role: 'clerk' }

let mould: Mould
beforeAll(() => {
  mould = mouldOf(7, mediator, clerk)
})

const actsOf = (i: number): readonly Act[] => {
  const { point, office } = cast(i, mould)
  return [...point, office].flatMap(({ kind, bytes }) => {
    if (kind === 'draft') return []
    const act = parseAct(bytes)
    if (!act.ok) throw new Error(act.error.why)
    return [act.value]
  })
}

test('a request that is cast has whole acts in canonical form, each one after the one before it', () => {
  const acts = actsOf(4321)
  expect(acts.map(({ kind }) => kind)).toEqual(['opened', 'mandate-given', 'submitted', 'noted'])
  expect(acts.map(({ after }) => after)).toEqual([[], ...acts.slice(0, -1).map(({ id }) => [id])])
  expect(cast(4321, mould).last).toBe(acts.at(-1)?.id)
})

test('two requests from one mould have nothing in common that the store looks up', () => {
  const [one, two] = [cast(1, mould), cast(2, mould)]
  const ids = [...one.point, one.office, ...two.point, two.office].map(({ id }) => id)
  expect(new Set(ids).size).toBe(10)
  for (const entry of one.point) expect(entry.id).toBe(entryId(entry))
  const [first, second] = submissionsIn([...one.point, ...two.point])
  expect(first).toMatchObject({ dossier: filledDossier(1), token_hash: tokenHash(filledToken(1)) })
  expect(second).toMatchObject({ dossier: filledDossier(2), token_hash: tokenHash(filledToken(2)) })
  expect(first?.secret_hash).not.toBe(second?.secret_hash)
})
