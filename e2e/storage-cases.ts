// What only the disk in a browser has: a seal, a lock, older versions of its tables, size. Each function tells what it
// saw; the test says what was to be seen. Runs in the browser.
import { Dexie } from 'dexie'
import { actEntry, createSitting, idOf, openedPayload, type Sitting } from '../shared/sync/simulation/calm.ts'
import { asPulled, cut, digestOver, headOf, noAnswer, pageOf } from '../shared/sync/simulation/client-disk.hand.ts'
import { wholeDigest } from '../shared/sync/simulation/client-disk.hand.ts'
import { sameBytes } from '../shared/sync/bytes.ts'
import { entryId } from '../shared/sync/entry.ts'
import type { Entry } from '../shared/sync/ports.ts'
import { createDatabase, openDatabase } from '../pwa/storage/database.ts'
import { createRows } from '../pwa/storage/rows.ts'
import { newDataKey, openDisk } from './storage-disk.ts'

const dossier = idOf('a dossier')
const opened = (by: Sitting, of = dossier): Entry => actEntry(by.act(of, 'opened', openedPayload))
const noted = (by: Sitting, text: string, of = dossier): Entry => actEntry(by.act(of, 'noted', { text }))

export const lockedDisk = async (): Promise<unknown> => {
  const disk = await openDisk('locked', await newDataKey())
  const own = await createSitting('mediator-a')
  const { incarnation } = own.keys
  await disk.keep([opened(own)], incarnation)
  const packet = await cut(disk, own)
  await disk.keep([noted(own, 'not cut')], incarnation)
  disk.lock()
  const id = entryId(opened(own))
  const sends = { outbox: (await disk.outbox()).length, offers: (await disk.offers(new Set([id]))).packets.length }
  await disk.apply({ ...noAnswer, heads: [headOf(packet)], backup: 3 })
  await disk.apply({ ...noAnswer, forked: [incarnation], backup: 3 })
  const told = { outboxAfter: (await disk.outbox()).length, backup: (await disk.syncState()).backup }
  const reads = {
    digest: await disk.digest('epn'),
    ids: await disk.entryIds('epn', new Set([0])),
    unsent: await disk.unsent(),
    stranded: await disk.strandedRows(),
    drafts: await disk.receivedDrafts(dossier),
  }
  const { rows, bytes, mark } = await disk.waiting()
  await disk.unlock()
  const strandedOpen = (await disk.strandedRows()).length
  await disk.database.delete()
  return { sends, told, reads, waiting: [rows, bytes, mark?.n], strandedOpen }
}

/** What the first version of the tables held, read and carried on by this one. */
export const oldDatabase = async (): Promise<unknown> => {
  const key = await newDataKey()
  const [own, other] = [await createSitting('mediator-a'), await createSitting('clerk-c')]
  const came = noted(other, 'came long ago')
  const old = new Dexie('old')
  old.version(1).stores({
    rows: 'key, dossier, unsent, entry, [incarnation+n]',
    chains: 'incarnation, born',
    outbox: '++order, &[incarnation+n]',
    held: '[incarnation+entry], incarnation, dossier',
    summaries: 'dossier',
    packs: 'id',
    meta: 'key',
    blobs: 'hash',
    voices: 'id',
  })
  await old.open()
  // Rows are sealed as they always were: the key and the place have not changed.
  const scratch = createDatabase('old-scratch')
  await openDatabase(scratch, () => undefined)
  const { seal } = await createRows(scratch, key)
  const { incarnation } = own.keys
  await old.table('rows').add(await seal(asPulled(came), { entry: entryId(came) }))
  const { unsent: _unsent, ...sent } = await seal(opened(own), { incarnation })
  await old.table('rows').add({ ...sent, n: 1, entry: entryId(opened(own)) })
  await old.table('rows').add(await seal(noted(own, 'not cut'), { incarnation }))
  const chain = { incarnation, born: 1, agent: 'a', certificate: new Uint8Array(1), sealedKey: null }
  await old.table('chains').add({ ...chain, n: 1, hash: 'h', acked: 0, held: 0 })
  await old.table('outbox').add({ incarnation, n: 1, hash: 'h', bytes: new Uint8Array(9) })
  const sync = { epoch: null, cursors: { epn: 4 }, beacon: null, directoryVersion: 'v', packsVersion: null }
  await old.table('meta').add({ key: 'sync', value: { ...sync, lastSync: null } })
  old.close()
  await scratch.delete()

  const disk = await openDisk('old', key)
  const state = await disk.syncState()
  const waiting = { outbox: (await disk.outbox()).length, unsent: (await disk.unsent()).length }
  const unproven = (await disk.offers(new Set([entryId(came)]))).entries.length
  // A page that comes later proves what came before there were pages.
  await disk.apply({
    ...noAnswer,
    heads: [{ incarnation, n: 1, hash: 'h' }],
    entries: [asPulled(came)],
    pages: [pageOf(came)],
  })
  const proven = (await disk.offers(new Set([entryId(came)]))).entries.length
  const digest = sameBytes(await wholeDigest(disk, 'epn'), digestOver([opened(own), came]))
  await disk.apply({ ...noAnswer, forked: [incarnation] })
  const stranded = (await disk.strandedRows()).length
  await disk.database.delete()
  return { state, waiting, unproven, proven, digest, stranded }
}

/** A row that no longer opens hides nothing else, is not counted as had, and is whole again once it comes again. */
export const damagedRow = async (): Promise<unknown> => {
  const disk = await openDisk('damaged', await newDataKey())
  const other = await createSitting('mediator-b')
  const entries = [opened(other), noted(other, 'one'), noted(other, 'two')]
  const have = async () => [
    (await disk.entriesOf(dossier)).length,
    sameBytes(await wholeDigest(disk, 'epn'), digestOver(entries)),
  ]
  await disk.apply({ ...noAnswer, entries: entries.map(asPulled) })
  const before = await have()
  const row = await disk.database.rows.get(2)
  if (row) await disk.database.rows.put({ ...row, sealed: row.sealed.slice(1) })
  await disk.unlock()
  const damaged = await have()
  await disk.apply({ ...noAnswer, entries: entries.map(asPulled) })
  const again = await have()
  const rows = await disk.database.rows.count()
  await disk.database.delete()
  return { before, damaged, again, rows }
}

/** Another hand on the same tables took the number of a row: of the answer, its line and its facts nothing is written. */
export const numberTaken = async (): Promise<unknown> => {
  const key = await newDataKey()
  const [disk, other] = [await openDisk('taken', key), await openDisk('taken', key)]
  const own = await createSitting('mediator-a')
  await disk.keep([opened(own)], own.keys.incarnation)
  const late = { dossier: idOf('another'), entries: [{ kind: 'draft', bytes: new Uint8Array(9) } as const] }
  const fact = { key: 'place:a', value: 1 } as const
  const line = { version: 0, make: () => ({ id: late.dossier }) }
  const refused = await other.write({ ...late, facts: [fact], line }).then(
    () => null,
    (cause: unknown) => String(cause),
  )
  const count = async () => [
    await disk.database.rows.count(),
    await disk.database.summaries.count(),
    await disk.database.meta.count(),
  ]
  const after = await count()
  await other.write({ ...late, facts: [fact], line })
  const again = await count()
  other.database.close()
  await disk.database.delete()
  return { refused: refused !== null && /Constraint/.test(refused), after, again }
}

/** Milliseconds of the first digest of a sitting, and of the next one after an answer, over that many dossiers. */
export const measureDigest = async (dossiers: number): Promise<unknown> => {
  const disk = await openDisk('size', await newDataKey())
  const other = await createSitting('mediator-b')
  const entries = Array.from({ length: dossiers }, (_, at) => idOf(`dossier ${at}`)).flatMap((of) => [
    opened(other, of),
    ...['one', 'two', 'three', 'four'].map((text) => noted(other, text, of)),
  ])
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now()
    await work()
    return Math.round(performance.now() - start)
  }
  const pull = await time(async () => {
    for (let at = 0; at < entries.length; at += 5_000)
      await disk.apply({ ...noAnswer, entries: entries.slice(at, at + 5_000).map(asPulled) })
  })
  await disk.unlock()
  const first = await time(() => disk.digest('epn'))
  const more = noted(other, 'five', idOf('dossier 1'))
  await disk.apply({ ...noAnswer, entries: [asPulled(more)] })
  const next = await time(() => disk.digest('epn'))
  const right = sameBytes(await wholeDigest(disk, 'epn'), digestOver([...entries, more]))
  await disk.database.delete()
  return { entries: entries.length, pull, first, next, right }
}
