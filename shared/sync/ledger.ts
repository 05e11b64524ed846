// Entries of accepted packets on their way into the log, the drafts and the journals, within one transaction. What they
// touch is read at once, and what they change is written at once. It never decides whether to commit, and leaves
// nothing behind when the transaction is rolled back.
import { actBytes, type Act } from '../dossier/act.ts'
import type { RuleContext } from '../dossier/rules.ts'
import { payloadOf } from '../dossier/payload.ts'
import { seriesOf } from '../register/number.ts'
import { openAuthors } from './authors.ts'
import { circulationOf } from './circulation.ts'
import { entryId } from './entry.ts'
import { erasedIn, readersIn, whoHasSomething, withoutWords, wordForAll } from './erased-dossier.ts'
import { after, type DraftView, type Examined } from './examined.ts'
import { wordOnHeld } from './held-word.ts'
import { waitingReasons, type Verdict, type judgeEntry } from './judge.ts'
import type { Entry, EntryId, HeldReason, PulledEntry } from './ports.ts'
import type { EntryOrigin, Incarnation, LogEntry, ServerTx, WaitingEntry } from './server-ports.ts'
import { mayComeBack, numberedAct, receivedAct, unnumbered } from './server-acts.ts'

export interface LedgerContext extends Pick<RuleContext, 'packs'> {
  /** The server's clock, ISO 8601 UTC. */
  readonly now: string
  readonly judge: typeof judgeEntry
  readonly examined: Examined
}

export interface Ledger {
  /** Takes one entry in, unless it is known. */
  take(entry: PulledEntry, by: Incarnation, origin: EntryOrigin): Promise<void>
  /** One that this server gave out in a former life: taken in on its own old word, also when it is held here. */
  takeWitnessed(entry: PulledEntry): Promise<void>
  /** Kept whole and held, whatever it is. */
  hold(entry: PulledEntry, origin: EntryOrigin, reason: HeldReason): void
  /** The server speaks in a dossier, unless it finds nothing to say. */
  say(dossier: string, find: (acts: readonly Act[]) => Act | null): Promise<boolean>
  /** Papers of the dossier that still have no number get one, and wait for none to come back. False: they all have. */
  number(dossier: string): Promise<boolean>
  /** Looks again at what was waiting, then writes everything. Once, last. Returns how many entries were witnessed. */
  close(): Promise<{ readonly witnessed: number }>
}

interface OpenDossier {
  readonly acts: Act[]
  draft: DraftView
  circulation: readonly string[]
  /** Applied by this ledger, in order. */
  readonly applied: EntryId[]
  /** Somebody had written in it before. */
  readonly existed: boolean
  draftChanged: boolean
}

const asEntry = (act: Act): Entry => ({ dossier: act.dossier, kind: 'act', bytes: actBytes(act) })

const isWaiting = (held: HeldReason | null): boolean => held !== null && waitingReasons.includes(held)

/** The server itself, as origin of its own acts. */
const server: EntryOrigin = { incarnation: 'server', n: 0 }
export const witness: EntryOrigin = { incarnation: 'witness', n: 0 }

/** `ahead` are the entries that will be taken, as far as known: what they touch is read in one go. */
export const openLedger = async (
  tx: ServerTx,
  { now, packs, judge, examined }: LedgerContext,
  ahead: readonly PulledEntry[],
): Promise<Ledger> => {
  const known = new Map(await tx.knownEntries(ahead.map(({ id }) => id)))
  const dossiers = new Map<string, OpenDossier>()
  const authorOf = openAuthors(tx)
  const journals = new Map<string, EntryId[]>()
  /** Devices whose work that was set aside counts after all. */
  const admitted = new Set<string>()
  const fresh = new Map<EntryId, LogEntry>()
  let witnessed = 0

  const read = async (ids: readonly string[]): Promise<void> => {
    for (const [id, stored] of await tx.dossiers(ids)) {
      const { acts, draft, revision, circulation } = stored
      dossiers.set(id, {
        acts: [...acts],
        draft: { state: draft, lineage: String(revision) },
        circulation,
        applied: [],
        existed: circulation.length > 0 || draft !== null,
        draftChanged: false,
      })
    }
  }
  await read([...new Set(ahead.filter(({ id }) => !known.has(id)).map(({ dossier }) => dossier))])

  const dossierOf = async (id: string): Promise<OpenDossier> => {
    if (!dossiers.has(id)) await read([id])
    const open = dossiers.get(id)
    if (!open) throw new Error('the store must give every dossier that is asked for')
    return open
  }

  const verdictOf = async (entry: PulledEntry, by: Incarnation | null): Promise<Verdict> => {
    const author = by && (await authorOf(by))
    return judge(entry, await dossierOf(entry.dossier), author, { packs, examined: examined.verdict })
  }

  const journal = (unit: string, ids: readonly EntryId[]): void => {
    journals.set(unit, [...(journals.get(unit) ?? []), ...ids])
  }

  /** The entry counts from now on: the dossier as it is after it, and who hears of it. */
  const apply = async (id: EntryId, dossier: string, verdict: Exclude<Verdict, { type: 'held' }>): Promise<void> => {
    const open = await dossierOf(dossier)
    open.applied.push(id)
    for (const unit of open.circulation) journal(unit, [id])
    if (verdict.type === 'draft') {
      open.draft = after(open.draft, id, verdict.draft)
      open.draftChanged = true
      return
    }
    open.acts.push(verdict.act)
    const device = payloadOf(verdict.act, 'work-admitted')?.device
    if (device !== undefined) admitted.add(device)
    const units = circulationOf(open.acts)
    const joined = units.filter((unit) => !open.circulation.includes(unit))
    if (joined.length > 0) {
      const before = open.existed ? await tx.entriesOf(dossier) : []
      const all = [...new Set([...before, ...open.applied])]
      for (const unit of joined) journal(unit, all)
      open.circulation = units
      await tx.saveCirculation(dossier, units)
    }
    const numbered = payloadOf(verdict.act, 'numbered')
    if (numbered) await tx.passNumber(numbered, numbered.n)
    if (verdict.act.kind === 'erased') await tellReaders(dossier, whoHasSomething(open.acts))
    const to = payloadOf(verdict.act, 'submitted')?.to
    if (to !== undefined) await receive(verdict.act, to)
  }

  /** A former life may have sent it further than this one knows. */
  const tellReaders = async (dossier: string, units: readonly string[]): Promise<void> => {
    const { acts, circulation } = await dossierOf(dossier)
    const word = wordForAll(acts, [...circulation, ...units], now)
    if (word) await speak(word)
  }

  /** The server's word that a request has arrived. */
  const receive = async (submitted: Act, to: string): Promise<void> => {
    const open = await dossierOf(submitted.dossier)
    // A witness may have brought the word of a former life before the submission itself.
    if (open.acts.some((act) => act.kind === 'received' && act.after.includes(submitted.id))) return
    await speak(receivedAct(submitted, to, now))
  }

  /** Whoever decides in the dossier must know of it, not only the device that brought it (rule 7). */
  const tellHeld = async (entry: PulledEntry, reason: HeldReason, by: Incarnation): Promise<void> => {
    const word = wordOnHeld(await dossierOf(entry.dossier), entry, reason, await authorOf(by))
    if (!word) return
    // A former life said it too, and a witness brought it back before what it follows: it waits, and will count.
    const id = entryId(asEntry(word))
    if (!known.has(id) && !(await tx.knownEntries([id])).has(id)) await speak(word)
  }

  const speak = async (act: Act): Promise<void> => {
    const entry = asEntry(act)
    const id = entryId(entry)
    write({ ...entry, id, origin: server, held: null })
    await apply(id, act.dossier, { type: 'act', act })
  }

  const say: Ledger['say'] = async (dossier, find) => {
    const act = find((await dossierOf(dossier)).acts)
    if (act) await speak(act)
    return act !== null
  }

  const number: Ledger['number'] = async (dossier) => {
    const due = unnumbered((await dossierOf(dossier)).acts)
    const { counter } = await tx.epoch()
    for (const issued of due) await giveNumber(issued, counter)
    return due.length > 0
  }

  const giveNumber = async (issued: Act, life: number): Promise<void> => {
    const register = { office: issued.by.unit, year: Number(now.slice(0, 4)), series: seriesOf(life) }
    await speak(numberedAct(issued, register, await tx.takeNumber(register), now))
  }

  /** Last, when everything that may bring a number back has been looked at (rule 13). */
  const numberTouched = async (): Promise<void> => {
    const due = [...dossiers.values()].flatMap(({ acts, applied }) => (applied.length > 0 ? unnumbered(acts) : []))
    if (due.length === 0) return
    const [{ counter }, began] = [await tx.epoch(), await tx.lifeBegan()]
    for (const issued of due) if (!mayComeBack(issued, began, now)) await giveNumber(issued, counter)
  }

  const write = (entry: LogEntry): void => {
    known.set(entry.id, entry.held)
    // In the order in which things came to count.
    fresh.delete(entry.id)
    fresh.set(entry.id, entry)
  }

  const take = async (entry: PulledEntry, by: Incarnation, origin: EntryOrigin): Promise<void> => {
    if (known.has(entry.id)) return
    const verdict = await verdictOf(entry, by)
    write({ ...entry, origin, held: verdict.type === 'held' ? verdict.reason : null })
    if (verdict.type !== 'held') await apply(entry.id, entry.dossier, verdict)
    // Who wrote it has it still, and may be of a unit that was never told.
    else if (verdict.reason === 'erased') await tellReaders(entry.dossier, readersIn(entry))
    else await tellHeld(entry, verdict.reason, by)
  }

  const takeWitnessed = async (entry: PulledEntry): Promise<void> => {
    const before = known.get(entry.id)
    if (before === null) return
    const verdict = await verdictOf(entry, null)
    if (verdict.type === 'held' && verdict.reason === 'erased') await tellReaders(entry.dossier, readersIn(entry))
    if (verdict.type === 'held' && before !== undefined) return
    await settle({ ...entry, ...witness }, verdict, before !== undefined)
    witnessed++
  }

  /** Writes down a verdict on an entry that is `stored` or new. */
  const settle = async (entry: PulledEntry & EntryOrigin, verdict: Verdict, stored: boolean): Promise<void> => {
    const { id, dossier, kind, bytes, incarnation, n } = entry
    const held = verdict.type === 'held' ? verdict.reason : null
    const mine = fresh.get(id)
    if (stored && !mine) {
      known.set(id, held)
      await tx.settleEntry(id, held)
    } else write({ id, dossier, kind, bytes, origin: mine?.origin ?? { incarnation, n }, held })
    if (verdict.type !== 'held') await apply(id, dossier, verdict)
  }

  /** What was set aside of devices that are admitted, here and in this very request. */
  const release = async (): Promise<readonly WaitingEntry[]> => {
    const released: WaitingEntry[] = []
    for (const device of admitted) {
      const sittings = new Set<string>()
      for (const one of fresh.values()) {
        const by = one.held === 'revoked' ? await tx.incarnation(one.origin.incarnation) : null
        if (by?.device === device) sittings.add(by.incarnation)
      }
      released.push(...(await tx.admitWork(device)))
      for (const one of fresh.values())
        if (one.held === 'revoked' && sittings.has(one.origin.incarnation)) write({ ...one, held: 'pending' })
    }
    return released
  }

  /** Rounds over what waits, until nothing more can be applied. */
  const lookAgain = async (): Promise<void> => {
    const released = await release()
    const touched = [...dossiers].filter(([, open]) => open.applied.length > 0).map(([id]) => id)
    const stored = touched.length > 0 ? await tx.pendingOf(touched) : []
    const waiting = new Map<EntryId, WaitingEntry>([...stored, ...released].map((one) => [one.id, one]))
    for (const one of fresh.values()) if (isWaiting(one.held)) waiting.set(one.id, { ...one, ...one.origin })
    for (let progress = waiting.size > 0; progress;) {
      progress = false
      for (const one of waiting.values()) {
        const by = one.incarnation === witness.incarnation ? null : await tx.incarnation(one.incarnation)
        if (!by && one.incarnation !== witness.incarnation) continue
        const verdict = await verdictOf(one, by)
        if (verdict.type === 'held' && isWaiting(verdict.reason)) continue
        waiting.delete(one.id)
        await settle(one, verdict, !fresh.has(one.id))
        if (verdict.type === 'held' && by) await tellHeld(one, verdict.reason, by)
        progress ||= verdict.type !== 'held'
      }
    }
  }

  const close = async (): Promise<{ witnessed: number }> => {
    await lookAgain()
    await numberTouched()
    await tx.saveEntries([...fresh.values()].map(withoutWords))
    const drafts = [...dossiers].flatMap(([dossier, { acts, draft, draftChanged }]) =>
      draftChanged && draft.state && erasedIn(acts).length === 0 ? [{ dossier, state: draft.state }] : [],
    )
    if (drafts.length > 0) await tx.saveDrafts(drafts)
    for (const [unit, ids] of journals) await tx.journal(unit, ids)
    for (const [dossier, { acts, applied }] of dossiers) {
      const erased = erasedIn(acts)
      if (erased.some((id) => applied.includes(id))) await tx.erase(dossier, erased)
    }
    return { witnessed }
  }

  const hold = (entry: PulledEntry, origin: EntryOrigin, reason: HeldReason): void => {
    const acts = dossiers.get(entry.dossier)?.acts ?? []
    if (!known.has(entry.id)) write({ ...entry, origin, held: erasedIn(acts).length > 0 ? 'erased' : reason })
  }

  return { take, takeWitnessed, hold, say, number, close }
}
