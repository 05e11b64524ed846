// The contract on the engine that this run is about: node:sqlite, and PostgreSQL in the project `pg`.
import { onPostgres, openTestStore } from '../testing/test-store.ts'
import { storeContract } from './store.contract.ts'

storeContract(onPostgres ? 'PostgreSQL' : 'node:sqlite', openTestStore)
