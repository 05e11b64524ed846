// The server's secrets and what they open, sign and refuse.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { createTestCodec, newKeyPair } from '../testing/test-device.ts'
import { createServerCodec, sealInfo, sealSuite } from './codec.ts'
import { keysPath, loadKeys, readLocalWord, type ServerKeys } from './keys.ts'
import { beaconTime, makeBeacon, makeReceipt, makeTicket, readTicket } from './statement.ts'
import { createVerifier } from './verifier.ts'

let folder: string
let keys: ServerKeys
const load = async (mayCreate = false): Promise<ServerKeys> => {
  const loaded = await loadKeys(folder, mayCreate)
  if (!loaded.ok) throw new Error(loaded.error.type)
  return loaded.value
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-keys-'))
  keys = await load(true)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('keys', () => {
  test('are made once, readable by their owner alone, and the same at the next start', async () => {
    expect(statSync(keysPath(folder)).mode & 0o777).toBe(0o600)
    const again = await load()
    expect(again.sealKey).toEqual(keys.sealKey)
    expect(readLocalWord(folder)).toBe(again.localWord)
    const beacon = await makeBeacon(keys.secret, new Date())
    expect(await beaconTime(again.secret, beacon)).not.toBeNull()
  })
  test('that are there and cannot be read are not called damaged: put back by another account they are whole', async () => {
    // Of a file alone root would read everything.
    rmSync(keysPath(folder))
    mkdirSync(keysPath(folder))
    expect(await loadKeys(folder, true)).toMatchObject({ ok: false, error: { type: 'unreadable' } })
  })
  test('are never made anew over a folder that had some, and never over damage', async () => {
    writeFileSync(keysPath(folder), '{"version":1}')
    expect(await loadKeys(folder, true)).toMatchObject({ ok: false, error: { type: 'damaged' } })
    rmSync(keysPath(folder))
    expect(await loadKeys(folder, false)).toMatchObject({ ok: false, error: { type: 'missing' } })
  })
})

describe('sealed bodies', () => {
  const aad = new Uint8Array([1, 2, 3])
  test('open to what was sealed, for any bytes', async () => {
    const [client, server] = [createTestCodec(keys.sealKey), createServerCodec(keys)]
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(1, 2), async (body, protocol) => {
        expect(await server.open(await client.seal(body, aad, protocol), aad, 2000, protocol)).toEqual(
          new Uint8Array(body),
        )
      }),
      { numRuns: 25 },
    )
  })
  test('one changed byte, another header, another key or too few bytes are refused', async () => {
    const [client, server] = [createTestCodec(keys.sealKey), createServerCodec(keys)]
    const sealed = await client.seal(new Uint8Array([9, 9, 9]), aad, 2)
    for (const at of [0, 30, 64, 65, sealed.length - 1]) {
      const broken = sealed.slice()
      broken[at] = (broken[at] ?? 0) ^ 1
      await expect(server.open(broken, aad, 100, 2)).rejects.toThrow()
    }
    await expect(server.open(sealed, new Uint8Array([1, 2, 4]), 100, 2)).rejects.toThrow()
    await expect(server.open(sealed.slice(0, 65), aad, 100, 2)).rejects.toThrow()
    rmSync(keysPath(folder))
    await expect(createServerCodec(await load(true)).open(sealed, aad, 100, 2)).rejects.toThrow()
  })
  test('a bomb stops at the limit', async () => {
    const suite = sealSuite()
    const info = new TextEncoder().encode(sealInfo)
    const { ct, enc } = await suite.seal(
      { recipientPublicKey: keys.sealing.publicKey, info },
      new Uint8Array(deflateRawSync(new Uint8Array(50_000_000))),
      aad,
    )
    const sealed = new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)])
    await expect(createServerCodec(keys).open(sealed, aad, 1_048_576, 1)).rejects.toThrow(/larger/)
  })
})

test('a signature is good for its bytes and its key only; a false key verifies nothing', async () => {
  const [verifier, pair, other] = [createVerifier(), await newKeyPair(), await newKeyPair()]
  const bytes = new Uint8Array([1, 2, 3])
  const signature = await pair.sign(bytes)
  expect(await verifier.verify(pair.point, signature, bytes)).toBe(true)
  expect(await verifier.verify(pair.point, signature, new Uint8Array([1, 2, 4]))).toBe(false)
  expect(await verifier.verify(other.point, signature, bytes)).toBe(false)
  expect(await verifier.verify(new Uint8Array(65).fill(4), signature, bytes)).toBe(false)
  expect(await verifier.verify(new Uint8Array(3), signature, bytes)).toBe(false)
})

describe('statements', () => {
  const now = new Date('2026-11-21T09:00:00Z')
  test('a beacon tells the server’s time in less than 200 printable characters', async () => {
    const beacon = await makeBeacon(keys.secret, now)
    expect(beacon).toMatch(/^[ -~]{1,200}$/)
    expect(await beaconTime(keys.secret, beacon)).toEqual(now)
    expect(await beaconTime(keys.secret, beacon.replace('09:00', '08:00'))).toBeNull()
  })
  test('rule 4: a receipt is 32 bytes, the same for the same page, another for another page or server', async () => {
    const page = new TextEncoder().encode(now.toISOString().replace(/\.\d+Z$/, 'Z'))
    const receipt = await makeReceipt(keys.secret, page)
    expect(receipt).toHaveLength(32)
    expect(await makeReceipt(keys.secret, page)).toEqual(receipt)
    expect(await makeReceipt(keys.secret, page.slice(1))).not.toEqual(receipt)
    // The beacon says the same bytes: its MAC is not a receipt for them.
    expect((await makeBeacon(keys.secret, now)).split('.')[1]).not.toBe(toBase64Url(receipt))
    rmSync(keysPath(folder))
    expect(await makeReceipt((await load(true)).secret, page)).not.toEqual(receipt)
  })
  test('a ticket names a unit and an agent for half an hour; a beacon is no ticket', async () => {
    const ticket = await makeTicket(keys.secret, { unit: 'epn/1', agent: 'fatima.é' }, now)
    expect(await readTicket(keys.secret, ticket, now)).toEqual({ unit: 'epn/1', agent: 'fatima.é' })
    expect(await readTicket(keys.secret, ticket, new Date('2026-11-21T09:31:00Z'))).toBeNull()
    expect(await readTicket(keys.secret, ticket.replace('fatima', 'nadia'), now)).toBeNull()
    expect(await readTicket(keys.secret, await makeBeacon(keys.secret, now), now)).toBeNull()
    for (const noise of ['', '.', 'a.b', `%.${'A'.repeat(43)}`])
      expect(await readTicket(keys.secret, noise, now)).toBeNull()
  })
})
