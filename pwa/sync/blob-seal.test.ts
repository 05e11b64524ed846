import { randomBytes } from 'node:crypto'
import { DhkemP256HkdfSha256 } from '@hpke/core'
import { describe, expect, test } from 'vitest'
import { sealOverhead } from '../../shared/blob/sealed-blob.ts'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { openOwnBlob, sealBlob } from './blob-seal.ts'

const kem = new DhkemP256HkdfSha256()
const { publicKey } = await kem.generateKeyPair()
const serverKey = Buffer.from(await kem.serializePublicKey(publicKey)).toString('base64url')
const bytes = new Uint8Array(randomBytes(5_000))
const place = { dossier: 'd'.repeat(22), hash: sha256Url(bytes) }

describe('a blob sealed on the device', () => {
  test('opens again for whoever kept its key, in its place alone', async () => {
    const own = await sealBlob(serverKey, place, bytes)
    expect(own.file.length).toBe(bytes.length + sealOverhead)
    expect(await openOwnBlob(own, place)).toEqual(bytes)
    expect(await openOwnBlob(own, { ...place, dossier: 'e'.repeat(22) })).toBeNull()
    expect(await openOwnBlob({ ...own, contentKey: new Uint8Array(32) }, place)).toBeNull()
    expect(await openOwnBlob({ ...own, file: own.file.subarray(0, 90) }, place)).toBeNull()
  })

  test('says nothing of what it holds, and is another file each time', async () => {
    const [one, other] = await Promise.all([sealBlob(serverKey, place, bytes), sealBlob(serverKey, place, bytes)])
    expect(Buffer.from(one.file).includes(Buffer.from(bytes.subarray(100, 116)))).toBe(false)
    expect(one.file).not.toEqual(other.file)
  })
})
