// Entries of accepted packets on their way into the log, the drafts and the journals, within one transaction.
// It never decides whether to commit, and leaves nothing behind when the transaction is rolled back.
import { actBytes, makeAct, type Act } from '../dossier/act.ts'
import type { RuleContext } from '../dossier/rules.ts'
import { payloadOf } from '../dossier/payload.ts'
import { circulationOf } from './circulation.ts'
import { entryId } from './entry.ts'
import type { EntryAuthor, Verdict, judgeEntry } from './judge.ts'
import type { Entry, EntryId, EntryOrigin, Incarnation, ServerTx } from './ports.ts'

export interface LedgerContext extends Pick<RuleContext, 'packs'> {
  /** The server's clock, ISO 8601 UTC. */
  readonly now: string
  readonly judge: typeof judgeEntry
}

export interface Ledger {
  /** Takes one entry in, unless it is known. */
  take(entry: Entry, by: Incarnation, origin: EntryOrigin): Promise<void>
  /** Looks again at what was waiting, then writes drafts and journals. Once, last. */
  close(): Promise<void>
}

interface OpenDossier {
  acts: Act[]
  draft: Uint8Array | null
  circulation: readonly string[]
  draftChanged: boolean
  applied: boolean
}

/** The server itself, as origin of its own acts. */
const server: EntryOrigin = { incarnation: 'server', n: 0 }

export const openLedger = (tx: ServerTx, { now, packs, judge }: LedgerContext): Ledger => {
  const dossiers = new Map<string, OpenDossier>()
  const authors = new Map<string, EntryAuthor & Pick<RuleContext, 'directory'>>()
  const journals = new Map<string, EntryId[]>()

  const dossierOf = async (id: string): Promise<OpenDossier> => {
    const known = dossiers.get(id)
    if (known) return known
    const opened = {
      acts: [...(await tx.acts(id))],
      draft: await tx.draft(id),
      circulation: await tx.circulation(id),
      draftChanged: false,
      applied: false,
    }
    dossiers.set(id, opened)
    return opened
  }

  const authorOf = async (by: Incarnation): Promise<EntryAuthor & Pick<RuleContext, 'directory'>> => {
    const known = authors.get(by.incarnation)
    if (known) return known
    const agent = await tx.agentOf(by.agent)
    const { directory } = await tx.directory(by.agent)
    const author = {
      device: by.device,
      incarnation: by.incarnation,
      agent: by.agent,
      unit: agent?.unit ?? null,
      directory,
    }
    authors.set(by.incarnation, author)
    return author
  }

  const verdictOf = async (entry: Entry, by: Incarnation): Promise<Verdict> => {
    const author = await authorOf(by)
    return judge(entry, await dossierOf(entry.dossier), author, { directory: author.directory, packs })
  }

  const journal = (unit: string, ids: readonly EntryId[]): void => {
    journals.set(unit, [...(journals.get(unit) ?? []), ...ids])
  }

  /** After the entry is in the log as applied. */
  const apply = async (id: EntryId, dossier: string, verdict: Exclude<Verdict, { type: 'held' }>): Promise<void> => {
    const open = await dossierOf(dossier)
    open.applied = true
    for (const unit of open.circulation) journal(unit, [id])
    if (verdict.type === 'draft') {
      open.draft = verdict.draft
      open.draftChanged = true
      return
    }
    open.acts.push(verdict.act)
    const units = circulationOf(open.acts)
    const joined = units.filter((unit) => !open.circulation.includes(unit))
    if (joined.length > 0) {
      const all = await tx.entriesOf(dossier)
      for (const unit of joined) journal(unit, all)
      open.circulation = units
      await tx.saveCirculation(dossier, units)
    }
    const to = payloadOf(verdict.act, 'submitted')?.to
    if (to !== undefined) await receive(verdict.act, to)
  }

  /** The server's word that a request has arrived. */
  const receive = async (submitted: Act, to: string): Promise<void> => {
    const act = makeAct({
      v: 1,
      dossier: submitted.dossier,
      kind: 'received',
      by: { agent: 'server', device: 'server', unit: to, role: 'system' },
      at: now,
      beacon: null,
      after: [submitted.id],
      payload: { official: true },
    })
    const entry: Entry = { dossier: submitted.dossier, kind: 'act', bytes: actBytes(act) }
    const id = entryId(entry)
    await tx.saveEntry(id, entry, server, null)
    await apply(id, submitted.dossier, { type: 'act', act })
  }

  const take = async (entry: Entry, by: Incarnation, origin: EntryOrigin): Promise<void> => {
    const id = entryId(entry)
    if (await tx.knowsEntry(id)) return
    const verdict = await verdictOf(entry, by)
    await tx.saveEntry(id, entry, origin, verdict.type === 'held' ? verdict.reason : null)
    if (verdict.type !== 'held') await apply(id, entry.dossier, verdict)
  }

  /** One round over what waits for a dossier; true when something more could be applied. */
  const lookAgain = async (dossier: string): Promise<boolean> => {
    let progress = false
    for (const waiting of await tx.pendingOf(dossier)) {
      const by = await tx.incarnation(waiting.incarnation)
      if (!by) continue
      const verdict = await verdictOf(waiting, by)
      if (verdict.type === 'held' && verdict.reason === 'pending') continue
      await tx.settleEntry(waiting.id, verdict.type === 'held' ? verdict.reason : null)
      if (verdict.type === 'held') continue
      await apply(waiting.id, dossier, verdict)
      progress = true
    }
    return progress
  }

  const close = async (): Promise<void> => {
    for (const [dossier, open] of dossiers) {
      while (open.applied && (await lookAgain(dossier))) continue
      if (open.draftChanged && open.draft) await tx.saveDraft(dossier, open.draft)
    }
    for (const [unit, ids] of journals) await tx.journal(unit, ids)
  }

  return { take, close }
}
