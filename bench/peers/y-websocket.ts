// y-websocket 3 against @y/websocket-server 0.1.1, the last stock server for Yjs 13 that keeps its documents (LevelDB);
// 0.1.5 needs an unfinished Yjs 14 and keeps nothing. One room a dossier, 50 rooms at a time: six take half as long again,
// more would gain nothing on 60 kbit/s. The client is told which dossiers exist: rooms cannot be listed.
// Yjs warns of a second copy of itself, since the dossiers are made with the product's: the two never meet.
import { setTimeout as sleep } from 'node:timers/promises'
import { WebsocketProvider } from 'y-websocket'
import { LeveldbPersistence } from 'y-leveldb'
import { WebSocket } from 'ws'
import { Doc, type Map as YMap } from 'yjs'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { Contender, Device, OpenDevice } from '../sync/contender.ts'
import { freePort, serveProcess } from '../sync/server-process.ts'

const roomsAtOnce = 50
/** The server answers before it has loaded a room from its disk, and sends the rest after: nobody would leave at once. */
const lingerMs = 250
// Each provider listens for the end of the process.
process.setMaxListeners(0)
const serverScript = import.meta.resolve('@y/websocket-server/package.json').replace('package.json', 'src/server.js')

export const yWebsocket: Contender = {
  async serve(folder) {
    const port = await freePort()
    return serveProcess({
      folder,
      script: new URL(serverScript).pathname,
      env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: folder },
      ready: /^running at .* on port (\d+)/,
    })
  },
  openDevice: async (place) => openDevice(place),
  async stored(folder) {
    const disk = new LeveldbPersistence(folder)
    let whole = 0
    for (const name of await disk.getAllDocNames()) if (isWhole(await disk.getYDoc(name))) whole++
    await disk.destroy()
    return whole
  },
}

const factsOf = (doc: Doc): YMap<unknown> => doc.getMap('facts')
const answersOf = (doc: Doc): YMap<{ readonly v: AnswerValue }> => doc.getMap('answers')
const isWhole = (doc: Doc): boolean => factsOf(doc).size > 0 && answersOf(doc).size > 0

const openDevice = ({ port, ids }: OpenDevice): Device => {
  const docs = new Map<string, Doc>()
  const docOf = (id: string): Doc => {
    const doc = docs.get(id) ?? new Doc()
    docs.set(id, doc)
    return doc
  }
  const unsent = new Set<string>()
  /** Ends when the room is synced; what it gives ends when the server has read all that was sent. */
  const visit = async (room: string, signal: AbortSignal): Promise<{ readonly closed: Promise<boolean> }> => {
    const doc = docOf(room)
    const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, room, doc, {
      connect: false,
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    })
    // Nobody looks at who is online.
    provider.awareness.setLocalState(null)
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const synced = new Promise<void>((resolve) => {
      const look = (): void => {
        if (provider.synced && isWhole(doc)) resolve()
      }
      provider.on('sync', look)
      doc.on('update', look)
    })
    provider.connect()
    await Promise.race([synced.then(() => sleep(lingerMs)), stopped])
    const closed = closeOf(provider)
    provider.destroy()
    signal.throwIfAborted()
    return { closed }
  }
  /** Until each was closed cleanly once. */
  const visitAll = async (rooms: readonly string[], signal: AbortSignal): Promise<void> => {
    for (let left = [...rooms]; left.length > 0;) {
      const closings: Promise<unknown>[] = []
      const again: string[] = []
      const walk = async (): Promise<void> => {
        for (let room = left.pop(); room !== undefined; room = left.pop()) {
          const visited = room
          const { closed } = await visit(visited, signal)
          closings.push(closed.then((clean) => (clean ? unsent.delete(visited) : again.push(visited))))
        }
      }
      await Promise.all(Array.from({ length: roomsAtOnce }, walk))
      await Promise.all(closings)
      left = again
    }
  }
  return {
    async create(dossiers) {
      for (const { id, answers, ...facts } of dossiers) {
        const doc = docOf(id)
        doc.transact(() => {
          for (const [key, value] of Object.entries({ id, ...facts })) factsOf(doc).set(key, value)
          for (const [question, answer] of Object.entries(answers)) answersOf(doc).set(question, answer)
        })
        unsent.add(id)
      }
    },
    async edit(edits) {
      for (const { dossier, values } of edits) {
        const doc = docOf(dossier)
        const answers = answersOf(doc)
        doc.transact(() => {
          for (const [question, v] of Object.entries(values)) answers.set(question, { ...answers.get(question), v })
        })
        unsent.add(dossier)
      }
    },
    ready: async () => undefined,
    push: (signal) => visitAll([...unsent], signal),
    pull: (signal) => visitAll(ids(), signal),
    sync: (signal) => visitAll(ids(), signal),
    held: async () => [...docs.values()].filter(isWhole).length,
    async read(dossier, question) {
      const answer = answersOf(docOf(dossier)).get(question)
      return { shown: answer ? [answer.v] : [], hidden: [] }
    },
    close: async () => docs.forEach((doc) => doc.destroy()),
  }
}

/** True when the server has answered the closing handshake, the only sign that it has read all before it. */
const closeOf = ({ ws }: WebsocketProvider): Promise<boolean> =>
  new Promise((resolve) => {
    if (!ws) resolve(false)
    else ws.addEventListener('close', ({ wasClean }) => resolve(wasClean), { once: true })
  })
