// Where packs are: kept in a cache of their own, which no version of the app empties, or on the server. Every answer of
// the network is checked before it is kept: a portal answers 200 to everything. Never throws but for a full disk.
import { indexPath, parsePackIndex } from './pack-index.ts'
import type { ClipFormat, PackId, PackIndex } from './pack-index.ts'

export type Part = PackIndex['parts'][number]

/** Null where the browser keeps nothing: an address that is not safe, a private window. */
export const openStore = async (): Promise<Cache | null> => {
  if (typeof caches === 'undefined') return null
  try {
    return await caches.open('voices')
  } catch {
    return null
  }
}

export const keptIndex = async (store: Cache | null, voice: PackId, format: ClipFormat): Promise<PackIndex | null> => {
  const kept = await store?.match(indexPath(voice, format))
  return kept === undefined ? null : parsePackIndex(await kept.json().catch(() => null))
}

export const keptFiles = async (store: Cache | null): Promise<ReadonlySet<string>> =>
  new Set((await (store?.keys() ?? [])).map(({ url }) => new URL(url).pathname.slice(1)))

export const fetchIndex = (voice: PackId, format: ClipFormat, signal?: AbortSignal): Promise<PackIndex | null> =>
  asked(signal, async (until) => {
    // Asked again each time: 304 when it is the one we have.
    const answer = await fetch(indexPath(voice, format), { cache: 'no-cache', signal: until })
    return answer.ok ? parsePackIndex(await answer.json()) : null
  })

/** Null without a link, or when what came is not what its name says. */
export const fetchPart = (part: Part, signal?: AbortSignal): Promise<Blob | null> =>
  asked(signal, async (until) => {
    const answer = await fetch(`/${part.file}`, { signal: until })
    if (!answer.ok) return null
    const bytes = await answer.arrayBuffer()
    return (await isWhatItsNameSays(bytes, part)) ? new Blob([bytes]) : null
  })

/** A part on the slowest link that is still one; a link that connects and never answers is none. */
const LONGEST_MS = 90_000

const asked = async <T>(
  outer: AbortSignal | undefined,
  ask: (until: AbortSignal) => Promise<T | null>,
): Promise<T | null> => {
  const until = new AbortController()
  const end = (): void => until.abort()
  const timer = setTimeout(end, LONGEST_MS)
  outer?.addEventListener('abort', end)
  try {
    return await ask(until.signal)
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', end)
  }
}

const isWhatItsNameSays = async (bytes: ArrayBuffer, part: Part): Promise<boolean> => {
  if (bytes.byteLength !== part.bytes) return false
  // Only safe addresses have the hash; elsewhere nothing is kept.
  if (typeof crypto.subtle === 'undefined') return true
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return part.file.includes(`-${hex.slice(0, 16)}.`)
}

/** False when the disk is full. */
export const keepFile = async (store: Cache, path: string, content: BodyInit): Promise<boolean> => {
  try {
    await store.put(`/${path}`, new Response(content))
    return true
  } catch {
    return false
  }
}

/** Takes away what no kept index names. */
export const sweep = async (store: Cache, voices: readonly PackId[], formats: readonly ClipFormat[]): Promise<void> => {
  const named = new Set<string>()
  for (const voice of voices)
    for (const format of formats) {
      const index = await keptIndex(store, voice, format)
      if (index === null) continue
      named.add(indexPath(voice, format).slice(1))
      for (const { file } of index.parts) named.add(file)
    }
  for (const file of await keptFiles(store)) if (!named.has(file)) await store.delete(`/${file}`)
}
