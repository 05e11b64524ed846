// Holds the mirror's files open and does to them what it is told, each time down to the disk. It understands nothing of
// what is in them, and keeps nothing. A worker, because only there a file is written without being copied first.
export type MirrorRequest =
  | { readonly id: number; readonly do: 'open'; readonly names: readonly string[] }
  /** At the end of the file. */
  | { readonly id: number; readonly do: 'append'; readonly file: number; readonly bytes: Uint8Array }
  /** In the place of all that was in it. */
  | { readonly id: number; readonly do: 'replace'; readonly file: number; readonly bytes: Uint8Array }
  /** Whether that much would still go in: nothing is written, and the file is as it was. */
  | { readonly id: number; readonly do: 'room'; readonly name: string; readonly size: number }

export type MirrorAnswer =
  | { readonly id: number; readonly ok: true; readonly contents?: readonly Uint8Array[]; readonly size?: number }
  | { readonly id: number; readonly ok: false; readonly name: string }

/** Only a worker of its own has these; the page's library of types does not name them. */
interface SyncHandle {
  read(into: Uint8Array, options: { readonly at: number }): number
  write(bytes: Uint8Array, options: { readonly at: number }): number
  truncate(size: number): void
  getSize(): number
  flush(): void
  close(): void
}
type WithSyncHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> }

let handles: SyncHandle[] = []

const contentOf = (handle: SyncHandle): Uint8Array => {
  const bytes = new Uint8Array(handle.getSize())
  handle.read(bytes, { at: 0 })
  return bytes
}

const handleFor = async (name: string): Promise<SyncHandle> => {
  const folder = await navigator.storage.getDirectory()
  const file = (await folder.getFileHandle(name, { create: true })) as WithSyncHandle
  return file.createSyncAccessHandle()
}

const open = async (names: readonly string[]): Promise<readonly Uint8Array[]> => {
  handles = []
  for (const name of names) handles.push(await handleFor(name))
  return handles.map(contentOf)
}

const handleOf = (file: number): SyncHandle => {
  const handle = handles[file]
  if (!handle) throw new Error('the file is not open')
  return handle
}

const write = (handle: SyncHandle, bytes: Uint8Array, at: number): void => {
  let done = 0
  while (done < bytes.length) {
    const written = handle.write(bytes.subarray(done), { at: at + done })
    if (written === 0) throw new DOMException('nothing more goes in', 'QuotaExceededError')
    done += written
  }
  handle.flush()
}

/** What the file could be made to hold. Thrown: not that much. Closed again: an open one goes on counting what it had. */
const room = async (name: string, size: number): Promise<number> => {
  const handle = await handleFor(name)
  try {
    handle.truncate(size)
    return handle.getSize()
  } finally {
    handle.truncate(0)
    handle.close()
  }
}

const answer = async (request: MirrorRequest): Promise<MirrorAnswer> => {
  const { id } = request
  switch (request.do) {
    case 'open':
      return { id, ok: true, contents: await open(request.names) }
    case 'append': {
      const handle = handleOf(request.file)
      const end = handle.getSize()
      try {
        write(handle, request.bytes, end)
      } catch (cause) {
        // Half a frame would hide every later one.
        handle.truncate(end)
        throw cause
      }
      return { id, ok: true }
    }
    case 'replace': {
      const handle = handleOf(request.file)
      handle.truncate(0)
      write(handle, request.bytes, 0)
      return { id, ok: true }
    }
    case 'room':
      return { id, ok: true, size: await room(request.name, request.size) }
  }
}

self.addEventListener('message', (event: MessageEvent<MirrorRequest>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one owner
  const tell = (told: MirrorAnswer) => self.postMessage(told)
  answer(event.data).then(tell, (cause: unknown) =>
    tell({
      id: event.data.id,
      ok: false,
      name: cause instanceof Error || cause instanceof DOMException ? cause.name : '',
    }),
  )
})
