// The list a dossier was opened from, so that J and K lead to the next one and the one before without the queue between.
// Ids only, in memory only; it must never outlive the sitting.
import { computed, signal } from '@preact/signals'
import { me } from '../../models/session.ts'

const opened = signal<{ readonly by: string | undefined; readonly ids: readonly string[] }>({ by: undefined, ids: [] })

/** As it stood on screen, when one of it was opened. */
export const rememberWalk = (ids: readonly string[]): void => {
  opened.value = { by: me.peek()?.id, ids }
}

const walk = computed(() => (opened.value.by === me.value?.id ? opened.value.ids : []))

/** Null at an end of the list, and for a dossier that was not opened from one. */
export const nextInWalk = (id: string, step: 1 | -1): string | null => {
  const at = walk.value.indexOf(id)
  return at < 0 ? null : (walk.value[at + step] ?? null)
}
