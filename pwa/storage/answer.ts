// What one answer of the server changes, in one transaction: heads, held entries, new rows with their proofs, summaries,
// cursors, and which kept packets may go. A locked device reads nothing: it is told of its own chains only.
import type { AppliedAnswer } from '../../shared/sync/client-ports.ts'
import type { Held } from '../../shared/sync/ports.ts'
import { findChanges } from './answer-rows.ts'
import type { Database, Row } from './database.ts'
import { eraseHere, erasedIn, erasedTables, type Erased } from './erased.ts'
import type { DiskState, Unlocked } from './disk-state.ts'
import { noSync, readMeta, sealMeta } from './meta.ts'
import { addBlock } from './references.ts'
import { sealSummary, summariesAfter, type GoneLine, type Summarised } from './summaries.ts'

export const applyAnswer = async (state: DiskState, given: AppliedAnswer): Promise<void> => {
  const { database, unlocked } = state
  const erased = await erasedIn(database, unlocked, given.entries)
  const isThere = ({ dossier }: { readonly dossier: string }): boolean => !erased.dossiers.has(dossier)
  const answer = { ...given, entries: erased.entries, held: given.held.filter(isThere) }
  if (!unlocked && answer.entries.length > 0) throw new Error('locked while the answer was on its way')
  const named = answer.heads.map((head) => head.incarnation)
  const change = await findChanges(database, unlocked?.rows ?? null, answer)
  const held = heldAfter(await database.held.toArray(), answer)
  unlocked?.rows.noteForked(answer.forked, named)
  const touched = new Set(
    [...change.changed, ...change.added, ...change.turned, ...held.gone, ...answer.held].map((one) => one.dossier),
  )
  const summaries = unlocked
    ? await summariesAfter(
        unlocked,
        [...touched].filter((dossier) => !erased.dossiers.has(dossier)),
        [...change.changed, ...change.added],
        held.all,
      )
    : []
  // What its word says for the register: made from the word alone, and written where its line was.
  const left = unlocked ? await linesLeft(unlocked, erased, change.added) : []
  const sealedSummaries = unlocked
    ? await Promise.all([...summaries, ...left].map((one) => sealSummary(unlocked.key, one)))
    : []
  const directory = unlocked && answer.directory ? await sealMeta(unlocked.key, 'directory', answer.directory) : null
  const before = (await readMeta(database, 'sync')) ?? noSync
  const sync = {
    epoch: answer.epoch,
    cursors: answer.cursors,
    beacon: answer.beacon,
    directoryVersion: answer.directoryVersion ?? before.directoryVersion,
    packsVersion: answer.packsVersion,
    lastSync: state.now(),
    backup: answer.backup,
    more: answer.more ?? before.more,
  }
  const references = addBlock((await readMeta(database, 'references')) ?? [], answer.references)
  const stale = new Set([...((await readMeta(database, 'stale')) ?? []), ...(unlocked ? [] : touched)])

  const tables = [database.rows, database.pages, database.chains, database.outbox, database.held]
  const more = erased.dossiers.size > 0 ? erasedTables(database) : []
  await database.transaction('rw', [...tables, database.summaries, database.meta, ...more], async () => {
    if (more.length > 0) await eraseHere(database, erased)
    await database.rows.bulkDelete([...change.replaced])
    await database.rows.bulkPut(change.changed.filter(isThere))
    await database.rows.bulkAdd([...change.added])
    await database.pages.bulkAdd([...change.pages])
    await moveChains(database, answer)
    await database.held.bulkDelete(held.gone.map((one) => [one.incarnation, one.entry]))
    await database.held.bulkPut([...answer.held])
    await database.summaries.bulkPut(sealedSummaries)
    await database.meta.bulkPut([
      { key: 'sync', value: sync },
      { key: 'references', value: references },
      { key: 'stale', value: [...stale] },
      ...(directory ? [directory] : []),
    ])
  })
  unlocked?.rows.noteErased(erased.dossiers)
  unlocked?.rows.noteChanged(touched)
  unlocked?.comparison.touch(touched)
  state.changed([...[...erased.dossiers].map((id): GoneLine => ({ id, type: 'erased' })), ...summaries, ...left], true)
}

const linesLeft = async (
  { rows, summarise }: Unlocked,
  { dossiers, marks }: Erased,
  added: readonly Row[],
): Promise<readonly Summarised[]> => {
  const words = new Set<string>(marks.flatMap(({ entries }) => entries))
  return [...(await rows.ofDossiers([...dossiers], added))].flatMap(
    ([dossier, all]) =>
      summarise(
        dossier,
        all.filter(({ entry }) => entry !== null && words.has(entry)),
        [],
      ) ?? [],
  )
}

const moveChains = async ({ chains, outbox }: Database, answer: AppliedAnswer): Promise<void> => {
  // A chain that the server names is whole again: it may have been restored from where the two still agreed.
  for (const { incarnation, n } of answer.heads) await chains.update(incarnation, { acked: n, forked: false })
  for (const incarnation of answer.forked) await chains.update(incarnation, { forked: true })
  for (const { incarnation, n } of answer.stable) {
    const chain = await chains.get(incarnation)
    if (!chain || n <= (chain.stable ?? 0)) continue
    await chains.update(incarnation, { stable: n })
    await outbox.where('[incarnation+n]').between([incarnation, 0], [incarnation, n], true, true).delete()
  }
}

/** Once per entry: whoever brought it last is told. */
const heldAfter = (before: readonly Held[], answer: AppliedAnswer) => {
  const named = new Set(answer.heads.map((head) => head.incarnation))
  const told = new Set(answer.held.map((one) => one.entry))
  const stays = (one: Held): boolean => !named.has(one.incarnation) && !told.has(one.entry)
  const gone = before.filter((one) => !stays(one))
  return { gone, all: [...before.filter(stays), ...answer.held] }
}
