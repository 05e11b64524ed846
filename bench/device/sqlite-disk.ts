// The disk of a headless device: the whole of ClientDisk (shared/sync/ports.ts) on SQLite, each method one transaction.
// It writes down what the sync machine says and judges nothing.
import { parseAct } from '../../shared/dossier/act.ts'
import { circulationOf } from '../../shared/sync/circulation.ts'
import { bucketOf, countIn, emptyDigest } from '../../shared/sync/digest.ts'
import type { AppliedAnswer, Chain, ClientDisk, UnsentRow } from '../../shared/sync/client-ports.ts'
import type { Entry, OutboxPacket, WitnessPage } from '../../shared/sync/ports.ts'
import { noSync, readMeta, writeMeta } from './meta.ts'
import { blob, kindOf, text, whole, type Row, type Tables } from './tables.ts'

export interface DeviceDisk extends ClientDisk {
  /** Rows of one sitting, all or none: kept on this device once it resolves. */
  keep(entries: readonly Entry[], incarnation: string): Promise<void>
}

export const createSqliteDisk = (tables: Tables): DeviceDisk => {
  const atomic = async <T>(work: () => T): Promise<T> => tables.atomic(work)
  /** One statement is a transaction by itself. */
  const read = async <T>(work: () => T): Promise<T> => work()

  return {
    keep: (entries, incarnation) =>
      atomic(() => {
        for (const { dossier, kind, bytes } of entries)
          tables.add('rows', { dossier, kind, bytes, units: unitsOf(kind, bytes), incarnation })
      }),
    unsent: () =>
      read(() => tables.all('select * from rows where entry is null and covered = 0 order by key').map(unsentRow)),
    chain: (incarnation) =>
      read(() => {
        const row = tables.get('select * from chains where incarnation = ?', incarnation)
        return row ? chainOf(row) : null
      }),
    chains: () =>
      read(() =>
        tables
          .all(`select *, (select count(*) from held h where h.incarnation = c.incarnation) as held
          from chains c order by born`)
          .map((row) => ({ ...chainOf(row), held: whole(row, 'held') })),
      ),
    saveCut: (packet, chain, rowKeys, entryOfRow) =>
      atomic(() => {
        const { incarnation, n, hash, bytes } = packet
        tables.add('packets', { incarnation, n, hash, bytes })
        const moved = tables.run('update chains set n = ?, hash = ? where incarnation = ?', n, hash, incarnation)
        if (moved.changes === 0) tables.add('chains', { incarnation, n, hash, acked: chain.acked })
        rowKeys.forEach((key, at) => {
          tables.run('update rows set entry = ?, n = ? where key = ?', entryOfRow[at] ?? null, n, key)
        })
      }),
    outbox: () =>
      read(() =>
        tables
          .all(`select p.* from packets p join chains c on c.incarnation = p.incarnation
          where c.forked = 0 and p.n > c.acked order by p.at`)
          .map(packetOf),
      ),
    packetsAfter: (incarnation, n, limit) =>
      read(() =>
        tables
          .all('select * from packets where incarnation = ? and n > ? order by n limit ?', incarnation, n, limit)
          .map(packetOf),
      ),
    syncState: () =>
      read(() => ({
        ...(readMeta(tables, 'sync') ?? noSync),
        referencesLeft: Number(tables.get('select sum(high - low + 1) as n from serials')?.['n'] ?? 0),
      })),
    apply: (answer) =>
      atomic(() => {
        keepEntries(tables, answer)
        keepHeads(tables, answer)
        keepState(tables, answer)
      }),
    digest: (unit) =>
      read(() => {
        const digest = emptyDigest()
        countIn(digest, idsOf(tables, unit))
        return digest
      }),
    entryIds: (unit, inBuckets) => read(() => idsOf(tables, unit).filter((id) => inBuckets.has(bucketOf(id)))),
    offers: (ids) => {
      const asked = JSON.stringify([...ids])
      return read(() => ({
        packets: tables
          .all(
            `select p.*, group_concat(distinct r.entry) as entries
          from rows r join packets p on p.incarnation = r.incarnation and p.n = r.n
          where r.entry in (select value from json_each(?))
            and r.entry not in (select id from pulled where page is not null)
          group by p.at order by p.at`,
            asked,
          )
          .map((row) => ({
            packet: packetOf(row),
            ids: text(row, 'entries').split(','),
          })),
        entries: provenEntries(tables, asked),
      }))
    },
    strandedRows: () =>
      read(() =>
        tables
          .all(`select r.* from rows r join chains c on c.incarnation = r.incarnation
          where c.forked = 1 and r.covered = 0 and r.key not in (select key from own_received) order by r.key`)
          .map(unsentRow),
      ),
    receivedDrafts: (dossier) =>
      read(() =>
        tables
          .all(`select bytes from received where dossier = ? and kind = 'draft'`, dossier)
          .map((row) => blob(row, 'bytes')),
      ),
    reclaim: (again, incarnation, covered) =>
      atomic(() => {
        for (const key of again)
          tables.run('update rows set incarnation = ?, entry = null, n = 0 where key = ?', incarnation, key)
        for (const key of covered) tables.run('update rows set covered = 1 where key = ?', key)
      }),
  }
}

const unsentRow = (row: Row): UnsentRow => ({
  key: whole(row, 'key'),
  dossier: text(row, 'dossier'),
  kind: kindOf(row),
  bytes: blob(row, 'bytes'),
  incarnation: text(row, 'incarnation'),
})

const packetOf = (row: Row): OutboxPacket => ({
  incarnation: text(row, 'incarnation'),
  n: whole(row, 'n'),
  hash: text(row, 'hash'),
  bytes: blob(row, 'bytes'),
})

const chainOf = (row: Row): Chain => ({
  incarnation: text(row, 'incarnation'),
  n: whole(row, 'n'),
  hash: text(row, 'hash'),
  acked: whole(row, 'acked'),
  forked: whole(row, 'forked') === 1,
  stable: whole(row, 'stable'),
})

/** Worked out once, when an act is written down: the digests ask for it of every dossier at every sync. */
const unitsOf = (kind: Entry['kind'], bytes: Uint8Array): string => {
  const act = kind === 'act' ? parseAct(bytes) : null
  return JSON.stringify(act?.ok ? circulationOf([act.value]) : [])
}

/** Ids of what the server has, as far as this device can know, in the dossiers that the unit sees. */
const idsOf = (tables: Tables, unit: string): readonly string[] =>
  tables
    .all(
      `select distinct id from received where dossier in (
         select a.dossier from received a, json_each(a.units) u where a.kind = 'act' and u.value = ?)`,
      unit,
    )
    .map((row) => text(row, 'id'))

const provenEntries = (tables: Tables, asked: string) => {
  // One object a page: a request carries each page once.
  const pages = new Map<number, WitnessPage>()
  return tables
    .all(
      `select e.id, e.dossier, e.kind, e.bytes, p.page, p.counter, p.random, p.unit, p.ids, p.receipt
    from pulled e join pages p on p.page = e.page
    where e.id in (select value from json_each(?)) order by e.at`,
      asked,
    )
    .map((row) => {
      const page = pages.get(whole(row, 'page')) ?? pageOf(row)
      pages.set(whole(row, 'page'), page)
      const entry = { id: text(row, 'id'), dossier: text(row, 'dossier'), kind: kindOf(row), bytes: blob(row, 'bytes') }
      return { entry, page }
    })
}

const pageOf = (row: Row): WitnessPage => ({
  epoch: { counter: whole(row, 'counter'), random: text(row, 'random') },
  unit: text(row, 'unit'),
  ids: text(row, 'ids').split(' '),
  receipt: blob(row, 'receipt'),
})

const erasedMark = '"kind":"erased"'
const saysErased = ({ kind, bytes }: Entry): boolean => kind === 'act' && Buffer.from(bytes).includes(erasedMark)
const isErased = (tables: Tables, dossier: string): boolean =>
  tables.get('select 1 from erased where dossier = ?', dossier) !== undefined

/** Of an erased dossier only the words that say so stay. */
const erase = (tables: Tables, dossier: string): void => {
  if (!isErased(tables, dossier)) tables.add('erased', { dossier })
  tables.run('delete from rows where dossier = ?', dossier)
  tables.run('delete from held where dossier = ?', dossier)
  const mark = 'instr(cast(bytes as text), ?) = 0'
  tables.run(`delete from pulled where dossier = ? and (kind <> 'act' or ${mark})`, dossier, erasedMark)
}

const keepEntries = (tables: Tables, { entries, pages }: AppliedAnswer): void => {
  for (const entry of entries) if (saysErased(entry)) erase(tables, entry.dossier)
  for (const { id, dossier, kind, bytes } of entries.filter((one) => saysErased(one) || !isErased(tables, one.dossier)))
    if (!tables.get('select 1 from pulled where id = ?', id))
      tables.add('pulled', { id, dossier, kind, bytes, units: unitsOf(kind, bytes) })
  for (const { epoch, unit, ids, receipt } of pages) {
    const { counter, random } = epoch
    const page = tables.add('pages', { counter, random, unit, ids: ids.join(' '), receipt })
    for (const id of ids) tables.run('update pulled set page = ? where id = ?', page, id)
  }
}

const keepHeads = (tables: Tables, { heads, held, forked, stable }: AppliedAnswer): void => {
  for (const { incarnation, n } of heads) {
    tables.run('update chains set acked = ?, forked = 0 where incarnation = ?', n, incarnation)
    tables.run('delete from held where incarnation = ?', incarnation)
  }
  for (const { entry, incarnation, dossier, reason } of held)
    tables.run(
      'insert or replace into held (entry, incarnation, dossier, reason) values (?, ?, ?, ?)',
      entry,
      incarnation,
      dossier,
      reason,
    )
  for (const incarnation of forked) tables.run('update chains set forked = 1 where incarnation = ?', incarnation)
  for (const { incarnation, n } of stable) {
    const known = tables.run('update chains set stable = max(stable, ?) where incarnation = ?', n, incarnation).changes
    if (known) tables.run('delete from packets where incarnation = ? and n <= ?', incarnation, n)
  }
}

const keepState = (tables: Tables, answer: AppliedAnswer): void => {
  const { epoch, cursors, beacon, backup, references, directory } = answer
  const before = readMeta(tables, 'sync') ?? noSync
  const directoryVersion = answer.directoryVersion ?? before.directoryVersion
  writeMeta(tables, 'sync', { epoch, cursors, beacon, directoryVersion, backup })
  if (references) tables.add('serials', { site: references.site, low: references.from, high: references.to })
  if (directory) writeMeta(tables, 'directory', { ...directory })
}
