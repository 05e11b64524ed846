// What any engine under the store must do: first everything the sync machine asks of it (sync-store.contract.ts), then
// the commune and its people. A second engine runs the same suite.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { demoCommune } from '../demo.ts'
import { ids, url, type Engine } from '../testing/stored-entries.ts'
import { lastNumber, takeNumbers } from './counters.ts'
import { addEnrolmentCode, useEnrolmentCode } from './enrolment.ts'
import { ensureEpoch, readFact, writeFact } from './meta.ts'
import { directoryFor } from './directory.ts'
import { agentKey, setUpCommune, staffWithoutDevice } from './people.ts'
import { syncStoreContract } from './sync-store.contract.ts'
import { transact } from './sync-store.ts'
import { untoldContract } from './untold.contract.ts'

const now = new Date('2026-11-21T09:00:00Z')

export const storeContract = (name: string, open: () => Promise<Engine>): void => {
  syncStoreContract(name, open)
  untoldContract(name, open)
  describe(`${name}: the store`, () => {
    let engine: Engine
    beforeEach(async () => {
      engine = await open()
      await ensureEpoch(engine.db, 'random')
      await setUpCommune(engine.db, demoCommune)
    })
    afterEach(() => engine.close())

    test('two transactions never share a number and leave no gap', async () => {
      const taken = await Promise.all(
        [3, 1, 5, 2].map((count) =>
          engine.db
            .transaction()
            .execute((tx) =>
              takeNumbers(tx, 'unit:x', count).then((first) => Array.from({ length: count }, (_, i) => first + i)),
            ),
        ),
      )
      expect(taken.flat().sort((one, two) => one - two)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1))
      expect(await lastNumber(engine.db, 'unit:x')).toBe(11)
      expect(await lastNumber(engine.db, 'unit:y')).toBe(0)
    })

    test('the epoch is made once', async () => {
      expect(await ensureEpoch(engine.db, 'other')).toEqual({ counter: 1, random: 'random' })
      expect(await readFact(engine.db, 'epoch')).toEqual({ counter: 1, random: 'random' })
    })

    test('a folder serves one commune', async () => {
      await expect(setUpCommune(engine.db, demoCommune)).rejects.toThrow('already serves')
    })

    test('revoking a person, a device or a key each closes the door', async () => {
      const [device, key] = [ids[0] ?? '', new Uint8Array(65).fill(7)]
      await addEnrolmentCode(engine.db, 'fatima', 'code', now)
      await useEnrolmentCode(engine.db, { code: 'code', device, deviceKey: key, agentKey: key }, now)
      expect(await agentKey(engine.db, device, 'fatima')).toEqual(key)
      expect((await staffWithoutDevice(engine.db)).map(({ id }) => id)).toEqual(
        demoCommune.agents.map(({ id }) => id).filter((id) => id !== 'fatima'),
      )
      for (const table of ['agents', 'devices', 'agent_keys'] as const) {
        await engine.db.updateTable(table).set({ revoked_at: now.toISOString() }).execute()
        expect(await agentKey(engine.db, device, 'fatima')).toBeNull()
        await engine.db.updateTable(table).set({ revoked_at: null }).execute()
      }
      expect(await agentKey(engine.db, device, 'fatima')).toEqual(key)
    })

    test('a link for a real commune lasts 15 minutes; that of a demonstration two weeks', async () => {
      const [device, key] = [ids[0] ?? '', new Uint8Array(65).fill(7)]
      const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
      const enrol = async (code: string, at: Date) => {
        await addEnrolmentCode(engine.db, 'fatima', code, now)
        const used = await useEnrolmentCode(engine.db, { code, device, deviceKey: key, agentKey: key }, at)
        return used.ok ? 'ok' : used.error.type
      }
      expect(await enrol('demo', after(13 * 24 * 60))).toBe('ok')
      await writeFact(engine.db, 'demo', false)
      expect(await enrol('late', after(16))).toBe('expired')
      expect(await enrol('real', after(14))).toBe('ok')
    })

    test('the directory names the keys that sign papers, and since when one is no longer trusted', async () => {
      const [device, key] = [ids[0] ?? '', new Uint8Array(65).fill(7)]
      expect((await directoryFor(engine.db, null, url)).keys).toEqual([])
      await addEnrolmentCode(engine.db, 'fatima', 'code', now)
      await useEnrolmentCode(engine.db, { code: 'code', device, deviceKey: key, agentKey: key }, now)
      const known = { agent: 'fatima', device, publicKey: toBase64Url(key) }
      expect((await directoryFor(engine.db, null, url)).keys).toEqual([known])
      const withdrawnAt = '2026-11-22T00:00:00.000Z'
      for (const table of ['agents', 'devices', 'agent_keys'] as const) {
        await engine.db.updateTable(table).set({ revoked_at: withdrawnAt }).execute()
        expect((await directoryFor(engine.db, null, url)).keys).toEqual([{ ...known, withdrawnAt }])
        await engine.db.updateTable(table).set({ revoked_at: null }).execute()
      }
    })

    test('who enrols again on the same device leaves a key behind that still proves their papers', async () => {
      const [device, first, second] = [ids[0] ?? '', new Uint8Array(65).fill(7), new Uint8Array(65).fill(8)]
      for (const code of ['one', 'two']) await addEnrolmentCode(engine.db, 'fatima', code, now)
      const enrol = (code: string, agentKey: Uint8Array) =>
        useEnrolmentCode(engine.db, { code, device, deviceKey: first, agentKey }, now)
      await enrol('one', first)
      await enrol('two', second)
      // The answer was lost on the way, and is asked for again.
      await enrol('two', second)
      const { keys } = await directoryFor(engine.db, null, url)
      expect(keys?.map(({ publicKey }) => publicKey)).toEqual([toBase64Url(second), toBase64Url(first)])
      expect(await agentKey(engine.db, device, 'fatima')).toEqual(second)
    })

    test('references go round a site in a hundred blocks; an office gives none', async () => {
      const device = ids[0] ?? ''
      const key = new Uint8Array(65).fill(7)
      await addEnrolmentCode(engine.db, 'fatima', 'code', now)
      await useEnrolmentCode(engine.db, { code: 'code', device, deviceKey: key, agentKey: key }, now)
      const { value } = await transact(engine.db, url, async (tx) => {
        expect(await tx.takeReferences(device, 'bureau-general')).toBeNull()
        const blocks = []
        for (let i = 0; i < 101; i++) blocks.push(await tx.takeReferences(device, 'epn-asni'))
        return blocks
      })
      expect(value[0]).toEqual({ site: 12, from: 0, to: 99 })
      expect(value[99]).toEqual({ site: 12, from: 9900, to: 9999 })
      expect(value[100]).toEqual({ site: 12, from: 0, to: 99 })
    })
  })
}
