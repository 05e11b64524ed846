// The procedures this device can offer, and their lists, as last fetched. Public data, kept unsealed.
import type { ReadonlySignal } from '@preact/signals'
import type { Choice } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { mustBeOpen } from './current.ts'
import { state } from './state.ts'

export const packs: ReadonlySignal<readonly ProcedurePack[]> = state.packs

/** `ref` is `id@version`; null when this device never received that version. */
export const packOf = (ref: string): ProcedurePack | null => state.knownPacks.value.get(ref) ?? null

/** A list of `select_one_from_file`, by its file name without `.json`; empty when it was never fetched. */
export const listOf = (id: string): Promise<readonly Choice[]> => mustBeOpen().listOf(id)
