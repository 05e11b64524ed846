import { describe, expect, test } from 'vitest'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { FetchProblem } from '../sync/blob-fetch.ts'
import { createPapersDesk } from './papers-desk.ts'

const page = new Uint8Array(900).fill(1)
const thumb = new Uint8Array(90).fill(2)

const createWorld = (hasRoom = true, server: ReadonlyMap<string, Uint8Array> = new Map()) => {
  const kept = new Map<string, Uint8Array>()
  const pinned = new Set<string>()
  const asked: string[] = []
  let isFull = false
  const at = (dossier: string, hash: string): string => `${dossier}/${hash}`
  const desk = createPapersDesk({
    papers: {
      keep: async (dossier, bytes) => {
        if (isFull) throw new DOMException('no room', 'QuotaExceededError')
        kept.set(at(dossier, sha256Url(bytes)), bytes)
        return sha256Url(bytes)
      },
      open: async (dossier, hash) => kept.get(at(dossier, hash)) ?? null,
      list: async () => [],
      drop: async (dossier, hashes) => {
        for (const hash of hashes) kept.delete(at(dossier, hash))
      },
      dropBut: async () => undefined,
      keepFetched: async (dossier, hash, bytes) => {
        if (isFull) throw new DOMException('no room', 'QuotaExceededError')
        kept.set(at(dossier, hash), bytes)
      },
      pin: async (_dossier, hashes, marked) => {
        for (const hash of hashes) if (marked) pinned.add(hash)
      },
    },
    hasRoom: async () => hasRoom,
    fetch: async (_dossier, hash): Promise<Result<Uint8Array, FetchProblem>> => {
      asked.push(hash)
      const found = server.get(hash)
      return found ? ok(found) : err('to-come')
    },
    tidy: async () => undefined,
    changed: () => undefined,
  })
  const fill = () => {
    isFull = true
  }
  return { desk, kept, pinned, asked, fill }
}

describe('papers at an open device', () => {
  test('a page and its thumbnail are kept together, each under its own hash', async () => {
    const { desk, kept } = createWorld()
    expect(await desk.keep('d', { bytes: page, thumb: { bytes: thumb } })).toEqual({
      ok: true,
      value: { hash: sha256Url(page), size: 900, thumb: sha256Url(thumb) },
    })
    expect(kept.size).toBe(2)
  })

  test('nothing is called kept that is not: neither when the device is filling up nor when the disk refuses', async () => {
    expect(await createWorld(false).desk.keep('d', { bytes: page })).toEqual({ ok: false, error: { type: 'full' } })
    const { desk, fill } = createWorld()
    fill()
    expect(await desk.keep('d', { bytes: page })).toEqual({ ok: false, error: { type: 'full' } })
  })

  test('what is here is never fetched, what is fetched once is here, and what the server lacks is to come', async () => {
    const hash = sha256Url(page)
    const { desk, asked } = createWorld(true, new Map([[hash, page]]))
    expect(await desk.open('d', hash)).toBeNull()
    const twice = await Promise.all([desk.fetch('d', hash, false), desk.fetch('d', hash, false)])
    expect(twice).toEqual([ok(page), ok(page)])
    expect(asked).toEqual([hash])
    expect(await desk.open('d', hash)).toEqual(page)
    expect(await desk.fetch('d', 'other', false)).toEqual({ ok: false, error: { type: 'to-come' } })
  })

  test('a full disk shows what was fetched all the same', async () => {
    const hash = sha256Url(page)
    const { desk, fill } = createWorld(true, new Map([[hash, page]]))
    fill()
    expect(await desk.fetch('d', hash, false)).toEqual(ok(page))
  })

  test('a mark for days without a link says how many it could not bring', async () => {
    const hash = sha256Url(page)
    const { desk, pinned } = createWorld(true, new Map([[hash, page]]))
    expect(await desk.mark('d', [hash, 'to-come'], true)).toBe(1)
    expect(pinned.has(hash)).toBe(true)
  })
})
