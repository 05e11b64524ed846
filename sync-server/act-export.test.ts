// The whole way: real keys and seals on the device, real routes, the file, and the check that knows nothing of them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseActFile, verifyActProof, type ExportedAct } from '../shared/sync/act-proof.ts'
import { exportActs, keyList, type ActsWanted } from './act-export.ts'
import { createVerifier } from './accept/verifier.ts'
import { createTestDevice, newId, type TestDevice } from './testing/test-device.ts'
import { fileDossier, type FiledDossier } from './testing/test-dossier.ts'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let mediator: TestDevice
let filed: FiledDossier
beforeEach(async () => {
  server = await createTestServer()
  mediator = await createTestDevice(server, 'fatima')
  filed = await fileDossier(mediator, 0)
  await mediator.sync()
})
afterEach(() => server.close())

const exported = async (wanted: ActsWanted): Promise<readonly ExportedAct[]> => {
  const made = await exportActs(server.deps.db, server.deps.keys, wanted)
  const parsed = made.ok ? parseActFile(made.value) : made
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}
const verify = (one: ExportedAct | undefined) => verifyActProof(one ?? { act: '', proof: null }, createVerifier())
const one = async (kind: string): Promise<ExportedAct & { readonly id: string }> => {
  for (const found of await exported({ dossier: filed.dossier })) {
    const verified = await verify(found)
    if (verified.ok && verified.value.act.kind === kind) return { ...found, id: verified.value.act.id }
  }
  throw new Error(`no ${kind}`)
}

describe('rule 2: what a device signed is proven from the data folder', () => {
  test('every act of a dossier by a person, and none by the server', async () => {
    const verified = await Promise.all((await exported({ dossier: filed.dossier })).map(verify))
    expect(verified.map((found) => (found.ok ? found.value.act.kind : found.error))).toEqual([
      'opened',
      'mandate-given',
      'submitted',
      'unsigned',
    ])
    expect(await exported({ dossier: filed.reference })).toEqual(await exported({ dossier: filed.dossier }))
  })

  test('one act alone, from a packet that is not the first of its chain', async () => {
    const next = await mediator.act(filed.dossier, 'noted', { text: 'La route est coupée.' })
    await mediator.sync()
    const [alone, ...more] = await exported({ act: next.id })
    const verified = await verify(alone)
    expect(more).toEqual([])
    expect(verified).toMatchObject({
      ok: true,
      value: { act: next, header: { n: 2, device: mediator.id }, certificate: { agent: 'fatima', unit: 'epn-asni' } },
    })
  })

  test('a key that was replaced, and a person who was revoked, still answer for what they signed', async () => {
    const submitted = await one('submitted')
    const { db } = server.deps
    await db
      .updateTable('agent_keys')
      .set({ public_key: new Uint8Array(65).fill(4), revoked_at: 'now' })
      .execute()
    await db.updateTable('agents').set({ revoked_at: 'now' }).execute()
    expect(await exported({ act: submitted.id })).toEqual([{ act: submitted.act, proof: submitted.proof }])
  })

  test('an act whose packet this folder does not name is found in the packets of its device', async () => {
    const submitted = await one('submitted')
    await server.deps.db.updateTable('entries').set({ incarnation: 'witness', n: 0 }).execute()
    expect(await exported({ act: submitted.id })).toEqual([{ act: submitted.act, proof: submitted.proof }])
  })

  test('an act whose packet is lost goes without a proof, and says so', async () => {
    const submitted = await one('submitted')
    await server.deps.db.deleteFrom('packets').execute()
    const [alone] = await exported({ act: submitted.id })
    expect(alone).toEqual({ act: submitted.act, proof: null })
    expect(await verify(alone)).toEqual({ ok: false, error: 'unsigned' })
  })

  test('what is not there, or has no effect, is not exported', async () => {
    const { db, keys } = server.deps
    for (const wanted of [{ act: 'A'.repeat(43) }, { dossier: newId() }, { dossier: '12.99.99.13' }])
      expect(await exportActs(db, keys, wanted)).toEqual({ ok: false, error: { type: 'unknown' } })
    const early = await mediator.act(newId(), 'noted', { text: 'Dossier inconnu.' })
    await mediator.sync()
    expect(await exportActs(db, keys, { act: early.id })).toEqual({
      ok: false,
      error: { type: 'held', reason: 'act-not-allowed' },
    })
  })

  test('a reference that came round again names its dossiers', async () => {
    const { db, keys } = server.deps
    const other = newId()
    const lookup = { reference: filed.reference, token_hash: 'x', secret_hash: 'x' }
    await db
      .insertInto('lookups')
      .values({ dossier: other, ...lookup })
      .execute()
    const answer = await exportActs(db, keys, { dossier: filed.reference })
    expect(!answer.ok && answer.error.type === 'several' && [...answer.error.dossiers].sort()).toEqual(
      [filed.dossier, other].sort(),
    )
  })

  test('every flipped bit of a real proof is refused by real cryptography', { timeout: 30_000 }, async () => {
    const { act, proof } = await one('mandate-given')
    if (!proof) throw new Error('no proof')
    for (const part of ['header', 'signature', 'certificate', 'key'] as const)
      for (let bit = 0; bit < proof[part].length * 8; bit++) {
        const bent = proof[part].slice()
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect((await verify({ act, proof: { ...proof, [part]: bent } })).ok, `${part}, bit ${bit}`).toBe(false)
      }
  })
})

test('the list of keys says whose each one is', async () => {
  const clerk = await createTestDevice(server, 'omar')
  const verified = await verify(await one('opened'))
  const key = verified.ok ? verified.value.fingerprint : ''
  const lines = (await keyList(server.deps.db)).trimEnd().split('\n')
  const at = server.now().toISOString()
  expect(lines).toContain([key, 'fatima', mediator.id, at].join('\t'))
  expect(lines.map((line) => line.split('\t')[2]).sort()).toEqual([mediator.id, clerk.id].sort())
})
