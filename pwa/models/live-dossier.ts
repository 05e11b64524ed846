// One dossier held open: its document, its acts and what they say, kept in step with the rows on disk. There is one of
// it for a dossier, however many screens show it: two documents under one clientID would write the same clock twice.
import { batch, computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { applyUpdate } from 'yjs'
import type { Act } from '../../shared/dossier/act.ts'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import { openDraft, readAnswers, readAttachments, removeAttachment, setAnswer } from '../../shared/dossier/draft.ts'
import { setAttachment } from '../../shared/dossier/draft.ts'
import type { AnswerConflicts, Attachment, Register, Said } from '../../shared/dossier/draft.ts'
import { headsOf } from '../../shared/dossier/graph.ts'
import type { Paper } from '../../shared/dossier/paper.ts'
import { guardRailRefusal } from '../../shared/dossier/guard-rails.ts'
import { checkAct } from '../../shared/dossier/rules.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import type { Held } from '../../shared/sync/ports.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { DeviceDisk, LocalChange } from '../storage/device-disk.ts'
import { createKeptFacts } from './kept-facts.ts'
import { linkNow } from './link-now.ts'
import { createLiveLine } from './live-line.ts'
import { strandedAnswers } from './stranded-answers.ts'
import { actsOf } from './summarise.ts'
import { toldHeldIn } from './told-held.ts'
import type { Writer } from './writer.ts'

export type Facts = NonNullable<LocalChange['facts']>

export interface LiveDossier {
  readonly id: string
  readonly acts: ReadonlySignal<readonly Act[]>
  readonly held: ReadonlySignal<readonly Held[]>
  readonly status: ReadonlySignal<DossierStatus>
  readonly pack: ReadonlySignal<ProcedurePack | null>
  readonly answers: ReadonlySignal<Answers>
  readonly said: ReadonlySignal<ReadonlyMap<string, Register>>
  readonly conflicts: ReadonlySignal<AnswerConflicts>
  /** Not among `answers`: what can no longer leave this device is never built upon. */
  readonly stranded: ReadonlySignal<Answers>
  /** On screen at once; resolves when durable, rejects when the browser could not write it (it is tried again with the next). */
  answer(field: string, value: AnswerValue, said: Omit<Said, 'by'>, facts?: Facts): Promise<void>
  /** What was photographed, as the draft names it; what was filed of it stands in the acts. */
  readonly attached: ReadonlySignal<readonly Paper[]>
  /** The same for photographs, in one transaction: by hash what each one is, null to name it no more. */
  attach(changes: ReadonlyMap<string, Attachment | null>, facts?: Facts): Promise<void>
  /** Judged by the rules first; nothing is written when they refuse. */
  write(kind: ActKind, payload: Readonly<Record<string, unknown>>, facts?: Facts): Promise<Result<Act, RuleError>>
  /** The same with a serial of the site's own block; `no-reference` when the device has none left. */
  writeNumbered(
    site: number,
    build: (serial: number) => { kind: ActKind; payload: Readonly<Record<string, unknown>>; facts: Facts },
  ): Promise<Result<Act, RuleError | { readonly type: 'no-reference' }>>
  /** Writes facts, with what waits for the disk. */
  note(facts: Facts): Promise<void>
  /** Takes in what came to the disk since. */
  refresh(): Promise<void>
  destroy(): void
}

export const openLiveDossier = async (id: string, disk: DeviceDisk, writer: Writer): Promise<LiveDossier> => {
  const { me, device, incarnation } = writer
  const clientID = clientIdOf(device, incarnation, id)
  const doc = openDraft(0, null)
  const acts = signal<readonly Act[]>([])
  const held = signal<readonly Held[]>([])
  const read = signal(readAnswers(doc))
  const attached = signal(readAttachments(doc))
  const stranded = signal<Answers>({})
  const pack = computed(() => writer.packOf(procedureOf(acts.value)))
  const line = createLiveLine(id, writer.packOf, () => writer.directory().calendar)
  const status = computed(() => line.fold(acts.value, pack.value?.workflow ?? null))
  let lastKey = 0
  /** In the document, not yet on the disk. */
  let unsaved: Uint8Array[] = []
  /** To be written with them, by key. */
  const noted = new Map<string, Facts[number]>()
  const keptFacts = createKeptFacts(id)
  let tail: Promise<unknown> = Promise.resolve()

  /** One thing at a time: a later update on disk without the earlier one would stay pending for ever. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = tail.then(work)
    tail = mine.catch(() => undefined)
    return mine
  }
  const flush = async (): Promise<void> => {
    const taken = unsaved
    const facts = keptFacts.changed([...noted.values()])
    unsaved = []
    noted.clear()
    if (taken.length === 0 && facts.length === 0) return
    const ahead = line.withAnswers(read.peek())
    try {
      const entries = taken.map((bytes) => ({ kind: 'draft', bytes }) as const)
      await disk.write({ dossier: id, entries, facts, ...ahead.change })
    } catch (cause) {
      unsaved = [...taken, ...unsaved]
      throw cause
    }
    keptFacts.written(facts)
    if (taken.length === 0) return
    ahead.written()
    writer.wrote('draft', id)
  }
  let flushing: Promise<void> | null = null
  /** All that is answered and noted until the disk is free goes in one transaction. */
  const keep = (facts: Facts): Promise<void> => {
    for (const one of facts) noted.set(one.key, one)
    flushing ??= inTurn(() => {
      flushing = null
      return flush()
    })
    return flushing
  }

  const load = async () => {
    const version = disk.versionOf(id)
    const entries = await disk.entriesOf(id)
    const heldNow = await disk.heldOf(id)
    // Yjs takes a random id when it meets its own in what it loads: a dossier opened twice in one sitting.
    doc.clientID = 0
    for (const { key, kind, bytes, ...entry } of entries) {
      if (kind !== 'draft' || key <= lastKey) continue
      // This sitting's own stay in, so that no clock is given twice.
      if (entry.stranded && entry.incarnation !== incarnation) continue
      try {
        applyUpdate(doc, bytes, 'disk')
      } catch {
        // Damaged: the rest of the dossier is shown; the entry stays on disk as it is.
      }
    }
    doc.clientID = clientID
    const known = actsOf(entries, heldNow)
    const now = readAnswers(doc)
    const told = toldHeldIn(known.acts, entries, heldNow)
    line.rowsRead(version, entries, { ...known, held: heldNow, told, read: now })
    lastKey = entries.reduce((last, one) => Math.max(last, one.key), lastKey)
    batch(() => {
      held.value = heldNow
      acts.value = known.acts
      read.value = now
      attached.value = readAttachments(doc)
      stranded.value = strandedAnswers(entries)
    })
  }
  await load()

  const build = (kind: ActKind, payload: Readonly<Record<string, unknown>>): Act =>
    makeAct({
      v: 1,
      dossier: id,
      kind,
      by: { agent: me.id, device, unit: me.unit, role: me.role },
      at: writer.now(),
      beacon: writer.beacon(),
      after: headsOf(acts.value),
      payload,
    })
  const judge = (act: Act): Result<void, RuleError> => {
    const judged = checkAct({ acts: acts.value, directory: writer.directory(), packs: writer.packs() }, act)
    return judged.ok && pack.value ? guardRailRefusal(pack.value, act, linkNow(writer)) : judged
  }
  const rowOf = (act: Act) => ({ kind: 'act', bytes: actBytes(act) }) as const
  /** The act behind all others, and what is to be done once it is on the disk. */
  const behind = (act: Act) => {
    const all = [...acts.value.filter((one) => one.id !== act.id), act]
    const ahead = line.withAct(all, act)
    return {
      change: (facts: Facts): LocalChange => ({ dossier: id, entries: [rowOf(act)], facts, ...ahead.change }),
      written: (facts: Facts) => {
        keptFacts.written(facts)
        ahead.written()
        acts.value = all
        writer.wrote('act', id)
      },
    }
  }

  return {
    id,
    acts,
    held,
    status,
    pack,
    answers: computed(() => read.value.answers),
    said: computed(() => read.value.said),
    conflicts: computed(() => read.value.conflicts),
    stranded,
    answer: (field, value, said, facts = []) => {
      unsaved.push(setAnswer(doc, incarnation, field, value, { by: me.id, ...said }))
      read.value = readAnswers(doc)
      return keep(facts)
    },
    attached,
    attach: (changes, facts = []) => {
      for (const [hash, value] of changes) {
        const update = value === null ? removeAttachment(doc, hash) : setAttachment(doc, hash, value)
        if (update) unsaved.push(update)
      }
      attached.value = readAttachments(doc)
      return keep(facts)
    },
    write: (kind, payload, facts = []) =>
      inTurn(async () => {
        await flush()
        const act = build(kind, payload)
        const judged = judge(act)
        if (!judged.ok) return judged
        const last = behind(act)
        await disk.write(last.change(facts))
        last.written(facts)
        return ok(act)
      }),
    writeNumbered: (site, buildNumbered) =>
      inTurn(async () => {
        await flush()
        let built: { readonly judged: Result<Act, RuleError>; written(): void } | null = null
        await disk.writeNumbered(site, (serial) => {
          const { kind, payload, facts } = buildNumbered(serial)
          const act = build(kind, payload)
          const judged = judge(act)
          const last = behind(act)
          built = { judged: judged.ok ? ok(act) : judged, written: () => last.written(facts) }
          return judged.ok ? last.change(facts) : null
        })
        const done = built as { readonly judged: Result<Act, RuleError>; written(): void } | null
        if (!done) return err({ type: 'no-reference' })
        if (done.judged.ok) done.written()
        return done.judged
      }),
    note: keep,
    refresh: () => inTurn(load),
    destroy: () => doc.destroy(),
  }
}

export const procedureOf = (acts: readonly Act[]): string =>
  String(acts.find((act) => act.kind === 'opened')?.payload['procedure'] ?? '')
