// What the tests of papers run in a page: papers put into the device's own database as its desk would, and the store by
// itself, over a database of its own. Nothing of the app's screens.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { sha256Url } from '../shared/dossier/canonical.ts'
import { createDatabase, openDatabase, type Database } from '../pwa/storage/database.ts'
import { readMeta, writeMeta } from '../pwa/storage/meta.ts'
import { createPapersOut } from '../pwa/storage/papers-out.ts'
import { dropStablePapers, evictFetched } from '../pwa/storage/papers-room.ts'
import { paperId } from '../pwa/storage/paper-id.ts'
import { createPapers } from '../pwa/storage/papers.ts'
import { sealBlob } from '../pwa/sync/blob-seal.ts'

/** A picture of noise that a server takes for one, of about so many bytes. */
const picture = async (bytes: number): Promise<Uint8Array> => {
  const side = Math.ceil(Math.sqrt(bytes / 3))
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')
  const noise = new ImageData(side, side)
  for (let at = 0; at < noise.data.length; at += 65_536)
    crypto.getRandomValues(noise.data.subarray(at, Math.min(noise.data.length, at + 65_536)))
  for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255
  context?.putImageData(noise, 0, 0)
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
}

const newId = (): string => toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16)))

/** Into the app's own database, kept long ago; as if the desk had done it. */
const put = async (
  count: number,
  bytes: number,
  made = picture,
): Promise<readonly { readonly hash: string; readonly bytes: number }[]> => {
  const database = createDatabase()
  await openDatabase(database, () => undefined)
  const serverKey = (await readMeta(database, 'server-key')) ?? ''
  const all: { readonly hash: string; readonly bytes: number }[] = []
  for (let at = 0; at < count; at++) {
    const [dossier, clear] = [newId(), await made(bytes)]
    const hash = sha256Url(clear)
    const { file } = await sealBlob(serverKey, { dossier, hash }, clear)
    const id = paperId(dossier, hash)
    await database.paperFiles.put({ id, file })
    await database.papers.put({ id, dossier, state: 'waiting', bytes: file.length, keptAt: at })
    all.push({ hash, bytes: file.length })
  }
  database.close()
  return all
}

/** What is no picture. */
const putNoise = (count: number, bytes: number) => put(count, bytes, noise)

const states = async (): Promise<Readonly<Record<string, number>>> => {
  const database = createDatabase()
  await openDatabase(database, () => undefined)
  const rows = await database.papers.toArray()
  database.close()
  return Object.fromEntries([...Map.groupBy(rows, ({ state }) => state)].map(([state, of]) => [state, of.length]))
}

/** Bytes of what is on its way that the server is known to have. */
const sent = async (): Promise<number> => {
  const database = createDatabase()
  await openDatabase(database, () => undefined)
  const rows = await database.papers.where('state').equals('waiting').toArray()
  database.close()
  return rows.reduce((sum, row) => sum + (row.sent ?? 0), 0)
}

const fresh = async (name: string): Promise<{ readonly database: Database; readonly key: CryptoKey }> => {
  const database = createDatabase(name)
  await database.delete()
  await openDatabase(database, () => undefined)
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  await writeMeta(database, 'server-key', toBase64UrlEncoded(point))
  return {
    database,
    key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  }
}

/** Keeps, opens, moves, damages, drops. */
const kept = async (): Promise<unknown> => {
  const { database, key } = await fresh('papers-kept')
  const papers = createPapers(database, key, () => 1)
  const [page, thumb] = [await picture(20_000), await picture(900)]
  const hash = await papers.keep('d', page)
  const again = await papers.keep('d', page)
  const small = await papers.keep('d', thumb)
  const same = async (of: string, dossier = 'd') =>
    sha256Url((await papers.open(dossier, of)) ?? new Uint8Array()) === of
  const opened = [await same(hash), await same(small)]
  const rows = await database.papers.count()
  const row = await database.papers.get(paperId('d', hash))
  const file = await database.paperFiles.get(paperId('d', hash))
  // Moved to another dossier, it does not open there.
  if (row && file) {
    await database.papers.put({ ...row, id: paperId('e', hash), dossier: 'e' })
    await database.paperFiles.put({ ...file, id: paperId('e', hash) })
  }
  const moved = await papers.open('e', hash)
  await database.papers.delete(paperId('e', hash))
  file?.file.set([(file.file[200] ?? 0) ^ 1], 200)
  if (file) await database.paperFiles.put(file)
  const damaged = await papers.open('d', hash)
  const list = (await papers.list('d')).map(({ state }) => state)
  await papers.dropBut('d', new Set([hash]))
  const left = (await papers.list('d')).map((one) => one.hash === hash)
  await papers.drop('d', [hash])
  const files = await database.paperFiles.where('id').startsWith('d/').count()
  await database.delete()
  return { isOne: again === hash, opened, rows, moved, damaged, list, left, files }
}

/** What the server said of them, and which of them leave. */
const standings = async (): Promise<unknown> => {
  const { database, key } = await fresh('papers-standings')
  const papers = createPapers(database, key, () => 1)
  const out = createPapersOut(database)
  const hashes: string[] = []
  for (const name of ['lost', 'received', 'stable', 'refused', 'waiting'])
    hashes.push(await papers.keep(name, await picture(900)))
  const ids = ['lost', 'received', 'stable', 'refused'].map((name, at) => paperId(name, hashes[at] ?? ''))
  for (const id of ids) await out.received(id)
  const asked = (await out.toAsk('1|a|2', 10)).length
  const words = ['unknown', 'received', 'stable', 'refused'] as const
  await out.stands('1|a|2', new Map(ids.map((id, at) => [id, words[at] ?? 'received'])))
  const states = (await database.papers.toArray()).map(({ dossier, state }) => `${dossier} ${state}`).toSorted()
  const askedAgain = [(await out.toAsk('1|a|2', 10)).length, (await out.toAsk('1|a|3', 10)).length]
  const needed = await dropStablePapers(database, () => true)
  const dropped = await dropStablePapers(database, () => false)
  const left = [await database.papers.count(), await database.paperFiles.count()]
  await database.delete()
  return { asked, states, askedAgain, needed, dropped, left }
}

/** Copies of the server's: sealed, opened, marked, evicted. */
const fetched = async (): Promise<unknown> => {
  const { database, key } = await fresh('papers-fetched')
  let now = 0
  const papers = createPapers(database, key, () => now)
  const pages = await Promise.all([picture(3_000), picture(3_000), picture(3_000)])
  const hashes = pages.map(sha256Url)
  for (const [at, page] of pages.entries()) {
    now = at
    await papers.keepFetched('d', hashes[at] ?? '', page)
  }
  const file = (await database.paperFiles.get(paperId('d', hashes[0] ?? '')))?.file ?? new Uint8Array()
  const isSealed = sha256Url(file) !== hashes[0] && !new TextDecoder('latin1').decode(file).includes('PNG')
  now = 10
  const opened = sha256Url((await papers.open('d', hashes[0] ?? '')) ?? new Uint8Array()) === hashes[0]
  await papers.pin('d', [hashes[1] ?? ''], true)
  const size = (await papers.list('d'))[0]?.bytes ?? 0
  const evicted = await evictFetched(database, size + 10)
  const left = hashes.map(async (hash) => (await papers.list('d')).find((one) => one.hash === hash)?.state ?? null)
  const states = await Promise.all(left)
  await papers.dropBut('d', new Set())
  const after = (await papers.list('d')).length
  await database.delete()
  return { isSealed, opened, evicted, states, after }
}

/** Many papers in a small room: how many went in before the browser refused, and whether what is there is whole. */
const fill = async (count: number, bytes: number): Promise<unknown> => {
  const { database, key } = await fresh('papers-fill')
  const papers = createPapers(database, key, () => Date.now())
  const hashes: string[] = []
  let refused: string | null = null
  const start = performance.now()
  for (let at = 0; at < count && refused === null; at++)
    try {
      hashes.push(await papers.keep(`d${at % 50}`, await noise(bytes)))
    } catch (cause) {
      refused = cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause)
    }
  const ms = performance.now() - start
  const listed = performance.now()
  const waiting = await createPapersOut(database).waiting()
  const listMs = performance.now() - listed
  let whole = 0
  for (const { dossier, hash } of waiting)
    if (sha256Url((await papers.open(dossier, hash)) ?? new Uint8Array()) === hash) whole++
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  await database.delete()
  return { kept: hashes.length, refused, whole, perPaperMs: ms / Math.max(1, hashes.length), listMs, usage, quota }
}

const noise = async (bytes: number): Promise<Uint8Array> => {
  const out = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(out.subarray(at, Math.min(bytes, at + 65_536)))
  return out
}

Object.assign(globalThis, { papers: { put, putNoise, states, sent, kept, standings, fetched, fill } })
