// One dossier held open: its document, its acts and what they say, kept in step with the rows on disk. There is one of
// it for a dossier, however many screens show it: two documents under one clientID would write the same clock twice.
import { batch, computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { applyUpdate } from 'yjs'
import type { Act } from '../../shared/dossier/act.ts'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import { openDraft, readAnswers, setAnswer } from '../../shared/dossier/draft.ts'
import type { AnswerConflicts, Register, Said } from '../../shared/dossier/draft.ts'
import { headsOf } from '../../shared/dossier/graph.ts'
import { checkAct } from '../../shared/dossier/rules.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import type { Held } from '../../shared/sync/ports.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { DeviceDisk, LocalChange } from '../storage/device-disk.ts'
import { strandedAnswers } from './stranded-answers.ts'
import { actsOf } from './summarise.ts'
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
  const stranded = signal<Answers>({})
  const pack = computed(() => writer.packOf(procedureOf(acts.value)))
  const status = computed(() => statusOf(acts.value, pack.value?.workflow ?? null))
  let lastKey = 0
  /** In the document, not yet on the disk. */
  let unsaved: Uint8Array[] = []
  /** To be written with them, by key. */
  const noted = new Map<string, Facts[number]>()
  let tail: Promise<unknown> = Promise.resolve()

  /** One thing at a time: a later update on disk without the earlier one would stay pending for ever. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = tail.then(work)
    tail = mine.catch(() => undefined)
    return mine
  }
  const flush = async (): Promise<void> => {
    const taken = unsaved
    const facts = [...noted.values()]
    unsaved = []
    noted.clear()
    if (taken.length === 0 && facts.length === 0) return
    try {
      await disk.write({ dossier: id, entries: taken.map((bytes) => ({ kind: 'draft', bytes })), facts })
    } catch (cause) {
      unsaved = [...taken, ...unsaved]
      throw cause
    }
    if (taken.length > 0) writer.wrote('draft', id)
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
    lastKey = entries.reduce((last, one) => Math.max(last, one.key), lastKey)
    batch(() => {
      held.value = heldNow
      acts.value = actsOf(entries, heldNow).acts
      read.value = readAnswers(doc)
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
  const judge = (act: Act): Result<void, RuleError> =>
    checkAct({ acts: acts.value, directory: writer.directory(), packs: writer.packs() }, act)
  const rowOf = (act: Act) => ({ kind: 'act', bytes: actBytes(act) }) as const
  const took = (act: Act) => {
    acts.value = [...acts.value.filter((one) => one.id !== act.id), act]
    writer.wrote('act', id)
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
    write: (kind, payload, facts = []) =>
      inTurn(async () => {
        await flush()
        const act = build(kind, payload)
        const judged = judge(act)
        if (!judged.ok) return judged
        await disk.write({ dossier: id, entries: [rowOf(act)], facts })
        took(act)
        return ok(act)
      }),
    writeNumbered: (site, buildNumbered) =>
      inTurn(async () => {
        await flush()
        let result: Result<Act, RuleError> | null = null
        await disk.writeNumbered(site, (serial) => {
          const { kind, payload, facts } = buildNumbered(serial)
          const act = build(kind, payload)
          const judged = judge(act)
          result = judged.ok ? ok(act) : judged
          return judged.ok ? { dossier: id, entries: [rowOf(act)], facts } : null
        })
        const done = result as Result<Act, RuleError> | null
        if (!done) return err({ type: 'no-reference' })
        if (done.ok) took(done.value)
        return done
      }),
    note: keep,
    refresh: () => inTurn(load),
    destroy: () => doc.destroy(),
  }
}

export const procedureOf = (acts: readonly Act[]): string =>
  String(acts.find((act) => act.kind === 'opened')?.payload['procedure'] ?? '')
