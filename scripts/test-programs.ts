// What the tests need that npm does not bring: a Chromium and a PostgreSQL, found or installed. Says where they are. Without
// one of them its tests say so themselves.
import { chromiumPath } from '../e2e/chromium.ts'
import { postgresPrograms } from '../sync-server/testing/postgres-server.ts'

console.log(`Chromium: ${chromiumPath()}`)
console.log(`PostgreSQL: ${postgresPrograms() ?? 'none'}`)
