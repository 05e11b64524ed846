// PouchDB's own server: express-pouchdb with what replication needs, over LevelDB. `node pouch-server.ts <folder>`.
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import pouchApp from 'express-pouchdb'
import PouchDB from 'pouchdb-node'

const folder = process.argv[2]
if (folder === undefined) throw new Error('pouch-server.ts needs a folder')
mkdirSync(join(folder, 'databases'), { recursive: true })
const databases = PouchDB.defaults({ prefix: join(folder, 'databases/') })
const app = express()
app.use(pouchApp(databases, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'server.log') }))
const server = app.listen(0, '127.0.0.1', () => console.log(`pouch on ${(server.address() as AddressInfo).port}`))
