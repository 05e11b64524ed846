import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openBytes, openJson, sealBytes, sealJson } from './seal.ts'

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
const here = { table: 'rows', dossier: 'd1', number: 4 } as const

describe('a sealed row', () => {
  test('opens where it was sealed', async () => {
    const key = await newKey()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await openBytes(key, here, await sealBytes(key, here, bytes))).toEqual(new Uint8Array(bytes))
      }),
      { numRuns: 50 },
    )
  })

  test('does not open in another dossier, another place, another table, or under another key', async () => {
    const key = await newKey()
    const sealed = await sealBytes(key, here, new Uint8Array([1, 2, 3]))
    for (const moved of [
      { ...here, dossier: 'd2' },
      { ...here, number: 5 },
      { ...here, table: 'summaries' as const },
    ])
      await expect(openBytes(key, moved, sealed)).rejects.toThrow()
    await expect(openBytes(await newKey(), here, sealed)).rejects.toThrow()
  })

  test('does not open once any byte of it was changed', async () => {
    const key = await newKey()
    const sealed = await sealBytes(key, here, new Uint8Array([1, 2, 3]))
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 128
      await expect(openBytes(key, here, changed)).rejects.toThrow()
    }
  })

  test('keeps names out of the bytes on disk', async () => {
    const key = await newKey()
    const sealed = await sealJson(key, here, { title: 'Fatima Aït Brahim' })
    expect(Buffer.from(sealed).includes('Fatima')).toBe(false)
    expect(await openJson(key, here, sealed)).toEqual({ title: 'Fatima Aït Brahim' })
  })
})
