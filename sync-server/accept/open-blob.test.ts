import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DhkemP256HkdfSha256 } from '@hpke/core'
import { hashOf, sealBlob } from '../testing/test-blobs.ts'
import { openBlob } from './open-blob.ts'

const kem = new DhkemP256HkdfSha256()
const sealing = await kem.generateKeyPair()
const dossier = 'd'.repeat(22)

const sealKey = new Uint8Array(await kem.serializePublicKey(sealing.publicKey))
const sealed = (place: { dossier: string; hash: string }, bytes: Uint8Array): Promise<Uint8Array> =>
  sealBlob(sealKey, place, bytes)

describe('a blob at the door', () => {
  const bytes = new Uint8Array(randomBytes(3_000))
  const place = { dossier, hash: hashOf(bytes) }

  test('opens as the bytes it is named after', async () => {
    expect(await openBlob({ sealing }, place, await sealed(place, bytes))).toEqual({ ok: true, value: bytes })
  })

  test('is refused when any byte was changed, for another dossier, for another server', async () => {
    const file = await sealed(place, bytes)
    for (let at = 0; at < file.length; at += 37) {
      const changed = Uint8Array.from(file)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect((await openBlob({ sealing }, place, changed)).ok, `byte ${at}`).toBe(false)
    }
    expect(await openBlob({ sealing }, { ...place, dossier: 'e'.repeat(22) }, file)).toEqual({
      ok: false,
      error: 'not-for-us',
    })
    expect(await openBlob({ sealing: await kem.generateKeyPair() }, place, file)).toEqual({
      ok: false,
      error: 'not-for-us',
    })
  })

  test('that is sealed rightly and is something else than its name says is refused', async () => {
    const other = { dossier, hash: hashOf(randomBytes(5)) }
    expect(await openBlob({ sealing }, other, await sealed(other, bytes))).toEqual({ ok: false, error: 'other-bytes' })
  })
})
