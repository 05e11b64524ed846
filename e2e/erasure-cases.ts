// A browser killed in the middle of an erasure, and right after it while the mirror still has everything: what the next
// start finds. Each function tells what it saw; the test says what was to be seen. Runs in the browser.
import type { Table } from 'dexie'
import { actEntry, createSitting, idOf, openedPayload } from '../shared/sync/simulation/calm.ts'
import { asPulled, digestOver, erasedWord, noAnswer, pageOf } from '../shared/sync/simulation/client-disk.hand.ts'
import { wholeDigest } from '../shared/sync/simulation/client-disk.hand.ts'
import { sameBytes } from '../shared/sync/bytes.ts'
import { missingFrom, restoreFrom } from '../pwa/storage/mirror-restore.ts'
import { openMirror } from '../pwa/storage/mirror.ts'
import { createFiles } from './repair-cases.ts'
import { newDataKey, openDisk, type OpenedDisk } from './storage-disk.ts'

const dossier = idOf('a dossier')
const another = idOf('another dossier')
const word = erasedWord('2026-01-02T00:00:00Z')
const answer = { ...noAnswer, entries: [asPulled(word)], pages: [pageOf(word)], cursors: { epn: 9 } }

const counts = async ({ database }: OpenedDisk) => ({
  rows: await database.rows.count(),
  lines: await database.summaries.count(),
  facts: await database.meta.where('key').startsWith('receipt:').count(),
  erased: await database.erased.count(),
})

const everything = async ({ database }: OpenedDisk): Promise<string> =>
  JSON.stringify(await Promise.all(database.tables.map((table) => table.toArray())))

/** The work of the transaction is stopped at its first write, then at its second, until none is left to stop at. */
export const killedWhileErasing = async (): Promise<unknown> => {
  const disk = await openDisk('erasing', await newDataKey())
  const own = await createSitting('mediator-a')
  const { incarnation } = own.keys
  for (const of of [dossier, another])
    await disk.keep(
      [actEntry(own.act(of, 'opened', openedPayload)), actEntry(own.act(of, 'noted', { text: of }))],
      incarnation,
    )
  await disk.write({ dossier, entries: [], facts: [{ key: `receipt:${dossier}`, value: 'a paper' }] })
  const [before, whole] = [await counts(disk), await everything(disk)]
  let [steps, unchanged] = [0, 0]
  while (!(await appliedBefore(disk, steps + 1))) {
    steps++
    if ((await everything(disk)) === whole) unchanged++
    // The next start, on what the disk has.
    await disk.unlock()
  }
  const after = await counts(disk)
  const digest = sameBytes(await wholeDigest(disk, 'epn'), digestOver([word]))
  await disk.database.delete()
  return { steps, before, unchanged, after, digest }
}

/** False when the browser was stopped at that write, counted from 1. */
const appliedBefore = async (disk: OpenedDisk, write: number): Promise<boolean> => {
  let seen = 0
  const stop = (): void => {
    if (++seen === write) throw new DOMException('killed', 'AbortError')
  }
  const tables: readonly Table[] = disk.database.tables
  for (const { hook } of tables) {
    hook('creating', stop)
    hook('updating', stop)
    hook('deleting', stop)
  }
  try {
    await disk.apply(answer)
    return true
  } catch {
    return false
  } finally {
    for (const { hook } of tables) {
      hook('creating').unsubscribe(stop)
      hook('updating').unsubscribe(stop)
      hook('deleting').unsubscribe(stop)
    }
  }
}

export const killedAfterErasing = async (): Promise<unknown> => {
  const disk = await openDisk('erased', await newDataKey())
  const own = await createSitting('mediator-a')
  const { incarnation } = own.keys
  const files = createFiles()
  const mirror = openMirror(files.disk)
  await mirror.follow(disk.database, true)
  await disk.keep([actEntry(own.act(dossier, 'opened', openedPayload))], incarnation)
  await disk.keep([actEntry(own.act(dossier, 'noted', { text: 'gone' }))], incarnation)
  await disk.keep([actEntry(own.act(another, 'opened', openedPayload))], incarnation)
  await mirror.settled()
  const contents = files.contents()
  const inTheMirror = files.rows()
  await disk.apply(answer)
  // Killed: the mirror is as it was before.
  await mirror.close()
  const found = openMirror({ ...createFiles().disk, contents })
  const first = await missingFrom(disk.database, found.kept)
  // Something else was lost besides: that comes back, and the erased dossier does not.
  await disk.database.rows.delete(3)
  const lost = await missingFrom(disk.database, found.kept)
  await restoreFrom(disk.database, found.kept, lost)
  const rows = await disk.database.rows.toArray()
  const mine = rows.filter((row) => row.incarnation === incarnation)
  const anew = createFiles()
  const next = openMirror(anew.disk)
  await next.follow(disk.database, true)
  const newMirror = anew.rows()
  await next.close()
  await disk.database.delete()
  return {
    inTheMirror,
    found: first.found,
    lost: { found: lost.found, rows: lost.rows.map(({ key }) => key) },
    back: [
      mine.map((row) => (row.dossier === another ? 'another' : row.dossier)),
      rows.filter((row) => row.dossier === dossier && row.incarnation !== '').length,
    ],
    newMirror,
  }
}
