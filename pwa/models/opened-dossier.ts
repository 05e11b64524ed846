// One dossier as its screens see it: its answers as they were filed and as they stand, what may be done with it now, what
// is held. It decides nothing; it puts together what the core says of the acts at hand.
import { computed, effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { effectiveAnswers } from '../../shared/dossier/effective-answers.ts'
import { guardRailRefusal } from '../../shared/dossier/guard-rails.ts'
import { papersNamed } from '../../shared/dossier/named-blobs.ts'
import { mandateNow } from '../../shared/dossier/mandate.ts'
import { kindsAllowed } from '../../shared/dossier/rules.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import { err } from '../../shared/text/result.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import type { OpenDossier } from './dossier-shape.ts'
import { answersWithoutHeld, proposalsOf, waitingOf } from './held-proposals.ts'
import type { Proposal } from './held-proposals.ts'
import { lineOf } from './line-of.ts'
import { linkNow } from './link-now.ts'
import type { LiveDossier } from './live-dossier.ts'
import type { MandateGiving } from './mandate-giving.ts'
import { officeKeyOf, openAnswers } from './opened-answers.ts'
import { state } from './state.ts'
import type { answersOf } from './stranded-answers.ts'
import { actsOf } from './summarise.ts'
import type { Summary } from './summary.ts'
import type { SuppliedPapers } from './supplied-papers.ts'
import { toldHeldIn } from './told-held.ts'
import type { Writer } from './writer.ts'

export interface OpenedDossierParts {
  readonly live: LiveDossier
  /** The line it was opened from. */
  readonly line: Summary
  readonly disk: Pick<DeviceDisk, 'entriesOf' | 'heldOf'>
  readonly writer: Writer
  readonly mandateAgain: MandateGiving | null
  readonly supplied: SuppliedPapers | null
  /** The form as these answers fill it in. */
  formOver(answers: ReadonlySignal<Answers>): ReadonlySignal<FormState>
  /** Photographs on this device; told again whenever one came or went. */
  readonly papers: {
    readonly changed: ReadonlySignal<unknown>
    list(dossier: string): Promise<readonly { readonly hash: string }[]>
  }
  /** Every exchange may bring one. */
  lastBeacon(): string | null
  legalToday(): string
  closed(): void
}

/** What only the rows say. */
interface RowsSay {
  readonly unreceived: ReadonlySet<string> | null
  readonly proposals: readonly Proposal[]
  /** Null when the document is right as it is. */
  readonly withoutHeld: ReturnType<typeof answersOf> | null
}

const nothing: RowsSay = { unreceived: null, proposals: [], withoutHeld: null }

export const createOpenedDossier = (parts: OpenedDossierParts): OpenDossier => {
  const { live, disk, writer, lastBeacon, legalToday } = parts
  const { id } = live
  const pack = live.pack.value
  const rows = signal<RowsSay>(nothing)
  let last = parts.line
  let open = true

  const summary = computed(() => (last = lineOf(id) ?? last))
  const answers = computed(() => rows.value.withoutHeld?.answers ?? live.answers.value)
  const conflicts = computed(() => rows.value.withoutHeld?.conflicts ?? live.conflicts.value)
  const standing = computed(() =>
    effectiveAnswers({ answers: answers.value, conflicts: conflicts.value }, live.status.value),
  )
  const effective = computed(() => standing.value.answers)
  const unsealed = openAnswers(id, effective, officeKeyOf(writer.directory(), writer.me))

  const readRows = async () => {
    const [entries, held] = await Promise.all([disk.entriesOf(id), disk.heldOf(id)])
    if (!open) return
    const { acts, pending } = actsOf(entries, held)
    rows.value = {
      unreceived: pending,
      proposals: proposalsOf(entries, held, toldHeldIn(acts, entries, held)),
      withoutHeld: answersWithoutHeld(entries, held),
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  // The line changes with every write and every exchange that concerns it. Behind the screen: to open the rows again
  // before it is drawn would take as long as the drawing.
  const stopFollowing = effect(() => {
    void summary.value
    void live.held.value
    clearTimeout(timer)
    timer = setTimeout(() => void readRows().catch(ifOpen), 0)
  })
  /** A device that locks while it reads has nothing to show; any other failure is one. */
  const ifOpen = (cause: unknown): void => {
    if (open && state.agent.peek() === writer.me.id) throw cause
  }
  const here = signal<ReadonlySet<string>>(new Set())
  const toCome = computed(
    () => papersNamed({ acts: live.acts.value }).filter(({ hash }) => !here.value.has(hash)).length,
  )
  const stopLooking = effect(() => {
    void parts.papers.changed.value
    const look = async () => {
      const found = await parts.papers.list(id)
      if (open) here.value = new Set(found.map(({ hash }) => hash))
    }
    void look().catch(ifOpen)
  })
  const shutBy: OpenDossier['shutBy'] = (kind, payload) => {
    const judged = pack ? guardRailRefusal(pack, { kind, payload }, linkNow(writer, toCome.value)) : null
    return judged === null || judged.ok ? null : judged.error.detail
  }

  return {
    id,
    // A dossier that left my circulation while it was open keeps its last line until it is closed.
    summary,
    pack,
    form: parts.formOver(effective),
    answers,
    effective,
    corrected: computed(() => standing.value.corrected),
    unsealed: unsealed.values,
    said: computed(() => rows.value.withoutHeld?.said ?? live.said.value),
    conflicts,
    stranded: live.stranded,
    acts: computed(() => live.status.value.history),
    status: live.status,
    held: live.held,
    proposals: computed(() => waitingOf(rows.value.proposals, live.status.value, effective.value)),
    unreceived: computed(() => rows.value.unreceived),
    mayAct: computed(() => (pack ? kindsAllowed(pack, live.status.value, writer.me, lastBeacon()) : [])),
    shutBy,
    mandate: computed(() => mandateNow(live.status.value, lastBeacon(), legalToday())),
    mandateAgain: parts.mandateAgain,
    supplied: parts.supplied,
    write: async (kind, payload) => {
      const detail = shutBy(kind, payload)
      return detail === null ? live.write(kind, payload) : err({ type: 'guard-rail', detail })
    },
    close: () => {
      if (!open) return
      open = false
      clearTimeout(timer)
      stopFollowing()
      stopLooking()
      unsealed.stop()
      parts.closed()
    },
  }
}
