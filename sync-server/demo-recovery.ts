// A demonstration's recovery key: its parts lie in a file beside the data, so that recovery can be tried. A real commune
// prints them once and keeps none (scripts/init.ts).
import { writeFileSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { demoPartsFile } from './demo-parts.ts'
import { makeRecoveryKey } from './recovery-key.ts'
import { writeFact } from './store/meta.ts'
import type { Tables } from './store/schema.ts'

export const makeDemoRecovery = async (db: Kysely<Tables>, dataDir: string): Promise<void> => {
  const { publicKey, parts } = await makeRecoveryKey()
  const text = `DÉMONSTRATION. Une vraie commune imprime ces parts une fois et ne les garde pas.\n\n${parts.join('\n\n')}\n`
  writeFileSync(demoPartsFile(dataDir), text, { mode: 0o600 })
  await writeFact(db, 'recovery-key', publicKey)
}
