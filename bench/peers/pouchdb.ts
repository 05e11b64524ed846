// PouchDB 9 against express-pouchdb 4 with LevelDB on both sides: one document a dossier, replication as it comes.
// A conflict is decided by PouchDB: one revision is shown, the other is kept for those who ask for `_conflicts`.
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import PouchDB, { type Replication } from 'pouchdb-node'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { Contender, Device, OpenDevice } from '../sync/contender.ts'
import { serveProcess } from '../sync/server-process.ts'

export const pouchdb: Contender = {
  serve: (folder) =>
    serveProcess({
      folder,
      script: new URL('./pouch-server.ts', import.meta.url).pathname,
      args: [folder],
      ready: /^pouch on (\d+)/,
    }),
  openDevice: async (place) => openDevice(place),
  async stored(folder) {
    const database = new PouchDB(join(folder, 'databases/dossiers'))
    const { doc_count: count } = await database.info()
    await database.close()
    return count
  },
}

/** Names that begin with an underscore are PouchDB's own. */
const rowId = (dossier: string): string => `d${dossier}`

const openDevice = ({ port, folder }: OpenDevice): Device => {
  const local = new PouchDB(join(folder, 'dossiers'))
  // As a browser does: six connections that stay open. Node's fetch of PouchDB opens one for each request.
  const agent = new Agent({ keepAlive: true, maxSockets: 6 })
  const remote = new PouchDB(`http://127.0.0.1:${port}/dossiers`, {
    fetch: (url, options) => PouchDB.fetch(url, { ...options, agent }),
  })
  /** Without `live` a replication gives up at the first error; the next one goes on from its checkpoint. */
  const insist = async (signal: AbortSignal, start: () => Replication): Promise<void> => {
    for (;;) {
      signal.throwIfAborted()
      const replication = start()
      const cancel = (): void => replication.cancel()
      signal.addEventListener('abort', cancel)
      const done = await replication.then(
        () => true,
        () => false,
      )
      signal.removeEventListener('abort', cancel)
      if (done) return
      await sleep(500)
    }
  }
  return {
    create: async (dossiers) =>
      void (await local.bulkDocs(dossiers.map(({ id, ...facts }) => ({ _id: rowId(id), ...facts })))),
    async edit(edits) {
      for (const { dossier, values } of edits) {
        const row = await local.get(rowId(dossier))
        const answers = { ...row.answers }
        for (const [question, value] of Object.entries(values)) answers[question] = { ...answers[question], v: value }
        await local.put({ ...row, answers })
      }
    },
    ready: async () => void (await remote.info()),
    push: (signal) => insist(signal, () => local.replicate.to(remote)),
    pull: (signal) => insist(signal, () => local.replicate.from(remote)),
    sync: (signal) => insist(signal, () => local.sync(remote)),
    held: async () => (await local.info()).doc_count,
    async read(dossier, question) {
      const { _conflicts: conflicts = [], answers } = await local.get(rowId(dossier), { conflicts: true })
      const others = await Promise.all(conflicts.map((rev) => local.get(rowId(dossier), { rev })))
      const valueIn = (from: typeof answers): AnswerValue => (from[question]?.v as AnswerValue | undefined) ?? null
      return { shown: [valueIn(answers)], hidden: others.map((row) => valueIn(row.answers)) }
    },
    async close() {
      await local.close()
      agent.destroy()
    },
  }
}
