// What the server has at this moment, in a folder of its own, for a drill that compares a restored copy with it. It is not
// verified, marks nothing as safe, and whoever asked for it removes it.
import { chmodSync, closeSync, copyFileSync, mkdirSync, openSync } from 'node:fs'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { keysPath } from '../accept/keys.ts'
import { databaseFile } from '../data-folder.ts'
import type { OpenSqlite } from '../store/sqlite.ts'
import type { BackupProblem } from './make-backup.ts'

export const makeLiveCopy = async (
  { copyTo }: Pick<OpenSqlite, 'copyTo'>,
  dataDir: string,
  to: string,
): Promise<Result<null, BackupProblem>> => {
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 })
    // Made here for its mode.
    closeSync(openSync(databaseFile(to), 'wx', 0o600))
    await copyTo(databaseFile(to))
    copyFileSync(keysPath(dataDir), keysPath(to))
    chmodSync(keysPath(to), 0o600)
    return ok(null)
  } catch (cause) {
    return err({ type: 'place', where: to, message: cause instanceof Error ? cause.message : String(cause) })
  }
}
