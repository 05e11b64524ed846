// A new version waits until it is asked in, and never comes in over an open form. Registered after the first screen.
import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { me } from './session.ts'
import { state } from './state.ts'

const waiting = signal<ServiceWorker | null>(null)
const active = signal(false)
/** The second stage too: the rooms of the office. */
const whole = signal(false)

/** A newer version is on the device and no form is open: the moment to ask. */
export const updateReady: ReadonlySignal<boolean> = computed(
  () => waiting.value !== null && state.openForms.value === 0,
)

/** Everything the app needs to start without the network is on the device, for whoever may sit at it. */
export const offlineReady: ReadonlySignal<boolean> = computed(
  () => active.value && (whole.value || me.value?.role === 'mediator'),
)

/** The browser's answer to "keep this storage"; null before it was asked. */
export const storagePersisted: ReadonlySignal<boolean | null> = state.storagePersisted

/** Does nothing while a form is open. */
export const applyUpdate = (): void => {
  const worker = waiting.value
  if (!worker || state.openForms.value > 0) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  worker.postMessage({ type: 'SKIP_WAITING' })
}

/** Called by startSession, behind the first render. Without service workers the app still runs, online. */
export const watchForUpdates = async (): Promise<void> => {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' }).catch(() => null)
  if (!registration) return
  const look = () => {
    active.value = registration.active?.state === 'activated'
    if (active.value) askForAll()
    waiting.value = registration.waiting && registration.active ? registration.waiting : null
  }
  const askForAll = () => {
    if (whole.value || !registration.active) return
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }) => (whole.value ||= data === true))
    port1.start()
    registration.active.postMessage({ type: 'KEEP_ALL' }, [port2])
  }
  const follow = (worker: ServiceWorker | null) => worker?.addEventListener('statechange', look)
  for (const worker of [registration.installing, registration.waiting, registration.active]) follow(worker)
  addEventListener('online', askForAll)
  registration.addEventListener('updatefound', () => follow(registration.installing))
  look()
}
