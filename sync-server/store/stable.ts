// What is safe on other disks: up to which packet each chain is in verified backups. A device may let go of a packet
// once it is stable, so nothing is marked here before the copy has been read back, and nothing is stable before two
// backups have it: the older of them may be the one that is brought back.
import type { Kysely } from 'kysely'
import type { Head } from '../../shared/sync/ports.ts'
import { writeFact, type BackupMark } from './meta.ts'
import type { Tables } from './schema.ts'

/** `heads` are those of the copy: what this folder has received since is not in it. Marks only grow. */
export const markStable = async (db: Kysely<Tables>, heads: readonly Head[], backup: BackupMark): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    for (const { incarnation, n } of heads)
      await tx
        .updateTable('incarnations')
        .set((eb) => ({
          stable_n: eb.ref('backed_n'),
          stable_backup: eb
            .case()
            .when('backed_n', '>', eb.ref('stable_n'))
            .then(backup.number)
            .else(eb.ref('stable_backup'))
            .end(),
          backed_n: n,
        }))
        .where('id', '=', incarnation)
        .where('backed_n', '<=', n)
        .where('n', '>=', n)
        .execute()
    await writeFact(tx, 'backup', backup)
  })
}
