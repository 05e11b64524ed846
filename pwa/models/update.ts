// A new version waits until it is asked in, and never comes in over an open form. Light: the first screen reads it, and
// worker-watch.ts, which comes behind it, writes it.
import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { me } from './session.ts'
import { state } from './state.ts'

/** Written by worker-watch.ts only. */
export const worker = {
  waiting: signal<ServiceWorker | null>(null),
  active: signal(false),
  /** The rooms of the office are on the device too. */
  hasOffice: signal(false),
}

/** A newer version is on the device and no form is open: the moment to ask. */
export const updateReady: ReadonlySignal<boolean> = computed(
  () => worker.waiting.value !== null && state.openForms.value === 0,
)

/** Everything this person's day needs without the network is on the device. The rare rooms may still be on their way. */
export const offlineReady: ReadonlySignal<boolean> = computed(
  () => worker.active.value && (worker.hasOffice.value || me.value?.role === 'mediator'),
)

/** The browser's answer to "keep this storage"; null before it was asked. */
export const storagePersisted: ReadonlySignal<boolean | null> = state.storagePersisted

/** Does nothing while a form is open. */
export const applyUpdate = (): void => {
  const next = worker.waiting.value
  if (!next || state.openForms.value > 0) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // A browser keeps the worker before it for minutes as long as it waits for a link that never answers.
  navigator.serviceWorker.controller?.postMessage({ type: 'LET_GO' })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  next.postMessage({ type: 'SKIP_WAITING' })
}
