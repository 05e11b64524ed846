// Types of the peers that ship none, or none that agree with ours: only what the adapters call.
declare module 'pouchdb-node' {
  export interface Replication extends Promise<{ readonly ok?: boolean }> {
    cancel(): void
  }
  export interface Row {
    readonly _id: string
    readonly _rev?: string
    readonly _conflicts?: readonly string[]
    readonly answers: Readonly<Record<string, { readonly v: unknown }>>
  }
  export default class PouchDB {
    constructor(name: string, options?: { readonly fetch?: Fetch })
    static fetch: Fetch
    static defaults(options: { readonly prefix: string }): typeof PouchDB
    readonly replicate: {
      to(remote: PouchDB): Replication
      from(remote: PouchDB): Replication
    }
    sync(remote: PouchDB): Replication
    bulkDocs(rows: readonly object[]): Promise<unknown>
    get(id: string, options?: { readonly conflicts?: boolean; readonly rev?: string }): Promise<Row>
    put(row: object): Promise<unknown>
    info(): Promise<{ readonly doc_count: number }>
    close(): Promise<void>
  }
  type Fetch = (url: string, options: object) => Promise<unknown>
}

declare module 'express' {
  import type { RequestListener, Server } from 'node:http'
  export default function express(): {
    use(listener: RequestListener): void
    listen(port: number, host: string, listening: () => void): Server
  }
}

declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http'
  import type PouchDB from 'pouchdb-node'
  export default function pouchApp(
    database: typeof PouchDB,
    options: { readonly mode: string; readonly inMemoryConfig: boolean; readonly logPath: string },
  ): RequestListener
}

declare module 'y-leveldb' {
  import type { Doc } from 'yjs'
  export class LeveldbPersistence {
    constructor(folder: string)
    getAllDocNames(): Promise<readonly string[]>
    getYDoc(name: string): Promise<Doc>
    destroy(): Promise<void>
  }
}
