// Files on their way, as the tus library keeps them: sealed, in a folder of the data folder, each beside a note of its
// length. What is on the disk is what has come, so that a killed server goes on there. Nothing here says that a blob is
// kept: who finishes an upload does.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { FileConfigstore, FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { readUploadId } from '../../shared/blob/blob-request.ts'
import { mostBlobBytes, sealOverhead } from '../../shared/blob/sealed-blob.ts'
import { whileHolding, type Lock, type Locks } from '../locks.ts'

export interface Unfinished {
  readonly offset: number
  readonly size: number
}

export interface Uploads {
  /** One request of the tus protocol; `id` names its upload, the one to be made too. */
  handle(request: Request, id: string): Promise<Response>
  find(id: string): Promise<Unfinished | null>
  /** What has come of it; null when it is gone. */
  read(id: string): Promise<Uint8Array | null>
  /** Nothing happens when it is not there. */
  drop(id: string): Promise<void>
  /** Into the folder of what was refused, under that name, as it came. */
  setAside(id: string, name: string): Promise<void>
  dropAside(name: string): Promise<void>
  /** Uploads of that device that are under way, and the bytes they were announced with. */
  ofDevice(device: string): Promise<{ readonly count: number; readonly bytes: number }>
  /** How many had waited too long and went. */
  expire(): Promise<number>
}

export const uploadPath = '/api/blobs'
const EXPIRES_MS = 14 * 24 * 3_600_000
/** How long whoever holds an upload may go on when another comes for it: mostly a link that is dead and does not know. */
const TAKEN_OVER_MS = 250
/** How long whoever comes waits for that. */
const PATIENCE_MS = 30_000

export const openUploads = async (folder: string, locks: Locks): Promise<Uploads> => {
  const [directory, aside] = [join(folder, 'uploads'), join(folder, 'refused')]
  for (const path of [directory, aside]) await mkdir(path, { recursive: true, mode: 0o700 })
  await dropHalves(directory, locks)
  /** The library asks for a name and hands over the request: this tells which one was meant. */
  const meant = new WeakMap<object, string>()
  const nameOf = (request: object): string => {
    const id = meant.get(request)
    if (id === undefined) throw new Error('an upload without a name')
    return id
  }
  const make = (): { readonly datastore: FileStore; readonly server: Server } => {
    // It makes the folder it is given behind our back, and ends the process when it cannot: first one that is always there.
    const datastore = new FileStore({
      directory: parse(directory).root,
      configstore: new FileConfigstore(directory),
      expirationPeriodInMilliseconds: EXPIRES_MS,
    })
    datastore.directory = directory
    const server = new Server({
      path: uploadPath,
      datastore,
      locker: { newLock: (id) => uploadLock(locks, id) },
      lockDrainTimeout: TAKEN_OVER_MS,
      maxSize: mostBlobBytes + sealOverhead,
      relativeLocation: true,
      allowedOrigins: () => false,
      namingFunction: nameOf,
      getFileIdFromRequest: nameOf,
    })
    return { datastore, server }
  }
  const tus = make()
  const fileOf = (id: string): string => {
    // It names a file: nothing but the name of an upload may.
    if (!readUploadId(id)) throw new TypeError('not the name of an upload')
    return join(directory, id)
  }
  const find = async (id: string): Promise<Unfinished | null> => {
    fileOf(id)
    const found = await tus.datastore.getUpload(id).catch(() => null)
    if (found?.size === undefined || Date.now() - Date.parse(found.creation_date ?? '') > EXPIRES_MS) return null
    return { offset: found.offset, size: found.size }
  }
  return {
    handle: async (request, id) => {
      fileOf(id)
      const { url, method, headers, body } = request
      const some = method === 'PATCH' && body ? { body: untilCut(body), duplex: 'half' as const } : {}
      const asked = new Request(url, { method, headers, ...some })
      meant.set(asked, id)
      const response = await tus.server.handleWeb(asked)
      if (!response) throw new Error('the tus library did not answer')
      return response
    },
    find,
    read: async (id) => {
      const path = fileOf(id)
      return existsSync(path) ? new Uint8Array(await readFile(path)) : null
    },
    drop: async (id) => {
      for (const path of [fileOf(id), `${fileOf(id)}.json`]) await rm(path, { force: true })
    },
    setAside: (id, name) => rename(fileOf(id), join(aside, name)),
    dropAside: (name) => rm(join(aside, name), { force: true }),
    ofDevice: async (device) => {
      let [count, bytes] = [0, 0]
      for (const name of await readdir(directory)) {
        if (!name.startsWith(`${device}.`) || name.endsWith('.json')) continue
        count++
        bytes += (await find(name))?.size ?? 0
      }
      return { count, bytes }
    },
    expire: async () => ((await readdir(directory)).length === 0 ? 0 : tus.server.cleanUpExpiredUploads()),
  }
}

/** Whoever comes for an upload that another is at work on, in whatever process, has the other end its request. */
const uploadLock = (
  locks: Locks,
  id: string,
): { lock(signal: AbortSignal, wanted: () => void): Promise<void>; unlock(): Promise<void> } => {
  let lock: Lock | null = null
  return {
    lock: async (signal, wanted) => {
      lock = await locks.take(`upload:${id}`, {
        wanted,
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      })
      if (!lock) throw new Error('another goes on with this upload')
    },
    unlock: async () => lock?.release(),
  }
}

/**
 * A link that breaks is the end of what came, not an error: the library would drop what it has not written yet, and it
 * would be sent twice.
 */
const untilCut = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = body.getReader()
  return new ReadableStream({
    pull: async (out) => {
      const next = await reader.read().catch(() => ({ done: true, value: undefined }) as const)
      if (next.done) out.close()
      else out.enqueue(next.value)
    },
    cancel: (why) => reader.cancel(why),
  })
}

/** A note that a power cut left empty, or one of the two without the other, is of no use: the device begins anew. */
const dropHalves = async (directory: string, locks: Locks): Promise<void> => {
  const names = new Set((await readdir(directory)).map((name) => name.replace(/\.json$/, '')))
  for (const id of names)
    // Another process may be making it at this moment.
    await whileHolding(locks, `upload:${id}`, async () => {
      const file = join(directory, id)
      if (existsSync(file) && (await isNote(`${file}.json`))) return
      for (const path of [file, `${file}.json`]) await rm(path, { force: true })
    })
}

const isNote = async (path: string): Promise<boolean> => {
  try {
    JSON.parse(await readFile(path, 'utf8'))
    return true
  } catch {
    return false
  }
}
