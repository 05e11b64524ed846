// What one answer of the server changes, in one transaction: heads, held entries, new rows, their summaries, cursors.
// A locked device reads nothing and is told nothing to keep: only heads, held entries, epoch and beacon are written.
import type { AppliedAnswer, PulledEntry } from '../../shared/sync/ports.ts'
import type { Database, Row } from './database.ts'
import type { DiskState } from './disk-state.ts'
import { noSync, readMeta, sealMeta } from './meta.ts'
import { addBlock } from './references.ts'
import type { KnownEntry } from './rows.ts'
import { sealSummary } from './summaries.ts'
import type { Summarised } from './summaries.ts'

export const applyAnswer = async (state: DiskState, answer: AppliedAnswer): Promise<void> => {
  const { database, unlocked } = state
  if (!unlocked && answer.entries.length > 0) throw new Error('locked while the answer was on its way')
  const incarnations = answer.heads.map((head) => head.incarnation)
  const moved = await movedRows(database, answer)
  const heldBefore = await database.held.where('incarnation').anyOf(incarnations).toArray()
  const fresh = unlocked ? await unknownEntries(database, answer.entries) : []
  const added: Row[] = []
  if (unlocked) for (const entry of fresh) added.push(await unlocked.rows.seal(entry, { entry: entry.id }))

  const touched = new Set([...moved, ...heldBefore, ...answer.held, ...fresh].map((one) => one.dossier))
  const summaries: Summarised[] = []
  if (unlocked) {
    const rowsByDossier = groupByDossier([...moved, ...added])
    for (const dossier of touched) {
      const known = await unlocked.rows.ofDossier(dossier)
      const changes = await Promise.all((rowsByDossier.get(dossier) ?? []).map(unlocked.rows.open))
      const held = await heldAfter(database, answer, dossier)
      const summary = unlocked.summarise(dossier, merged(known, changes), held)
      if (summary) summaries.push(summary)
    }
  }
  const sealedSummaries = unlocked ? await Promise.all(summaries.map((one) => sealSummary(unlocked.key, one))) : []
  const directory = unlocked && answer.directory ? await sealMeta(unlocked.key, 'directory', answer.directory) : null
  const before = (await readMeta(database, 'sync')) ?? noSync
  const sync = {
    epoch: answer.epoch,
    cursors: answer.cursors,
    beacon: answer.beacon,
    directoryVersion: answer.directoryVersion ?? before.directoryVersion,
    packsVersion: answer.packsVersion,
    lastSync: state.now(),
  }
  const references = addBlock((await readMeta(database, 'references')) ?? [], answer.references)
  const stale = new Set([...((await readMeta(database, 'stale')) ?? []), ...(unlocked ? [] : touched)])

  const { rows, chains, held, summaries: lines, meta } = database
  await database.transaction('rw', [rows, chains, held, lines, meta], async () => {
    await rows.bulkPut(moved)
    await rows.bulkAdd(added)
    for (const head of answer.heads) {
      const count = answer.held.filter((one) => one.incarnation === head.incarnation).length
      await chains.update(head.incarnation, { acked: head.n, held: count })
    }
    await held.where('incarnation').anyOf(incarnations).delete()
    await held.bulkPut([...answer.held])
    await lines.bulkPut(sealedSummaries)
    await meta.bulkPut([
      { key: 'sync', value: sync },
      { key: 'references', value: references },
      { key: 'stale', value: [...stale] },
      ...(directory ? [directory] : []),
    ])
  })
  state.changed(summaries, true)
}

/** Rows whose packet came under a head, or fell out of one after a restore of the server, as they will be. */
const movedRows = async (database: Database, answer: AppliedAnswer): Promise<readonly Row[]> => {
  const moved: Row[] = []
  for (const { incarnation, n } of answer.heads) {
    const chain = await database.chains.get(incarnation)
    if (!chain || chain.acked === n) continue
    const range = [Math.min(chain.acked, n), Math.max(chain.acked, n)] as const
    const rows = await database.rows
      .where('[incarnation+n]')
      .between([incarnation, range[0]], [incarnation, range[1]], false, true)
      .toArray()
    for (const { pending: _, ...row } of rows) moved.push((row.n ?? 0) > n ? { ...row, pending: 1 } : row)
  }
  return moved
}

/** Once per id; what this device wrote itself comes back under the entry that carried it. */
const unknownEntries = async (database: Database, entries: readonly PulledEntry[]): Promise<readonly PulledEntry[]> => {
  const byId = new Map(entries.map((one) => [one.id, one]))
  const known = await database.rows
    .where('entry')
    .anyOf([...byId.keys()])
    .toArray()
  for (const row of known) if (row.entry !== undefined) byId.delete(row.entry)
  return [...byId.values()]
}

const heldAfter = async (database: Database, answer: AppliedAnswer, dossier: string): Promise<readonly string[]> => {
  const replaced = new Set(answer.heads.map((head) => head.incarnation))
  const before = await database.held.where('dossier').equals(dossier).toArray()
  const after = answer.held.filter((one) => one.dossier === dossier)
  return [...before.filter((one) => !replaced.has(one.incarnation)), ...after].map((one) => one.entry)
}

/** `changes` replaces what is known under the same key. */
const merged = (known: readonly KnownEntry[], changes: readonly KnownEntry[]): readonly KnownEntry[] =>
  [...new Map([...known, ...changes].map((one) => [one.key, one])).values()].sort((a, b) => a.key - b.key)

const groupByDossier = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> =>
  Map.groupBy(rows, (row) => row.dossier)
