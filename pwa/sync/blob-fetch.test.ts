import { afterEach, describe, expect, test, vi } from 'vitest'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { mostBlobBytes } from '../../shared/blob/sealed-blob.ts'
import { fetchBlob } from './blob-fetch.ts'

const bytes = new Uint8Array(5_000).map((_, at) => at % 251)
const hash = sha256Url(bytes)

const ask = (answer: Response | Error, of = hash) => {
  const asked: { url: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    if (answer instanceof Error) throw answer
    return answer
  })
  const seen: (number | null)[][] = []
  const ports = {
    ticket: 'a ticket',
    stop: new AbortController().signal,
    got: (so: number, whole: number | null) => seen.push([so, whole]),
  }
  return { asked, seen, result: fetchBlob({ dossier: 'd', hash: of }, ports) }
}
afterEach(() => vi.unstubAllGlobals())

describe('a paper that is fetched', () => {
  test('is the one that was asked for, and tells how far it is', async () => {
    const { asked, seen, result } = ask(new Response(bytes, { headers: { 'Content-Length': '5000' } }))
    expect(await result).toEqual({ ok: true, value: bytes })
    expect(seen.at(-1)).toEqual([5_000, 5_000])
    expect(asked[0]?.url).toBe(`/api/blobs/${hash}?dossier=d`)
    expect(asked[0]?.init.headers).toEqual({ 'Morchid-Ticket': 'a ticket' })
  })

  test('is not shown when it is another, a portal’s page, or without end', async () => {
    expect(await ask(new Response('<!doctype html>')).result).toEqual({ ok: false, error: 'damaged' })
    expect(await ask(new Response(new Uint8Array(mostBlobBytes + 1))).result).toEqual({ ok: false, error: 'damaged' })
  })

  test.each([
    [401, 'blob-ticket', 'ticket'],
    [404, 'blob-to-come', 'to-come'],
    [403, 'blob-elsewhere', 'not-allowed'],
    [410, 'blob-refused-read', 'refused'],
    [503, 'server-error', 'offline'],
  ] as const)('%i %s is said as %s', async (status, type, error) => {
    const headers = { 'Morchid-Problem': `urn:morchid:${type}` }
    expect(await ask(new Response(null, { status, headers })).result).toEqual({ ok: false, error })
  })

  test('somebody else’s 404 is a bad link, and so is none', async () => {
    expect(await ask(new Response(null, { status: 404 })).result).toEqual({ ok: false, error: 'offline' })
    expect(await ask(new TypeError('failed to fetch')).result).toEqual({ ok: false, error: 'offline' })
  })
})
