// The dossiers on this device: a list in memory for screens to sort and search, and one opened at a time.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Answers } from '../../shared/form/form.ts'
import type { ErasedPapersLine } from './commune-line.ts'
import { mustBeOpen } from './current.ts'
import type { OpenDossier } from './dossier-shape.ts'
import { state } from './state.ts'
import type { Summary } from './summary.ts'

export type { OpenDossier } from './dossier-shape.ts'
export type { Summary } from './summary.ts'

/** Every dossier on the device in my circulation, newest first. */
export const summaries: ReadonlySignal<readonly Summary[]> = state.summaries

/** What the register keeps of dossiers that were erased, on this device. */
export const erasedPapers: ReadonlySignal<readonly ErasedPapersLine[]> = state.erasedPapers

export interface Counts {
  readonly kept: number
  readonly received: number
  readonly missing: number
  readonly ready: number
  readonly conflict: number
  readonly held: number
}

export const counts: ReadonlySignal<Counts> = computed(() => countOf(state.summaries.value))

/** Drafts not yet filed are nobody's task: they count as kept only once something of them is to be sent. */
export const countOf = (list: readonly Summary[]): Counts => ({
  kept: list.filter((one) => one.kept && one.submittedAt !== null).length,
  received: list.filter((one) => !one.kept && one.submittedAt !== null).length,
  missing: list.filter((one) => one.public === 'missing').length,
  ready: list.filter((one) => one.public === 'ready').length,
  conflict: list.filter((one) => one.conflict).length,
  held: list.filter((one) => one.held > 0).length,
})

/** Null when the device does not have it. */
export const openDossier = (id: string): Promise<OpenDossier | null> => mustBeOpen().openDossier(id)

/** Another dossier's answers as they stand, without opening it. */
export const answersOf = (id: string): Promise<Answers> => mustBeOpen().answersOf(id)
