// The worker as the page sees it: registered here, asked here for what it fetches only on demand. The office's rooms come
// to a device where somebody works in an office; the rare rooms to every device, after what its day needs.
import { effect } from '@preact/signals'
import { me } from './session.ts'
import { state } from './state.ts'
import { worker } from './update.ts'

/** Answered false when the link was cut: the next start asks again. */
type Asked = 'KEEP_OFFICE' | 'KEEP_RARE'
/** A link that connects and never answers must not hold anybody. */
const PATIENCE_MS = 20_000

let registration: ServiceWorkerRegistration | null = null

const ask = (type: Asked): Promise<boolean> =>
  new Promise((done) => {
    const active = registration?.active
    if (!active) return done(false)
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }) => done(data === true), { once: true })
    port1.start()
    active.postMessage({ type }, [port2])
  })

/** Studio, practice and the words of passphrases, once what is more urgent is there. Already kept, they cost nothing. */
export const keepRareRooms = (): Promise<boolean> => ask('KEEP_RARE')

/** Whether the rare rooms open now: kept here, or within reach while no worker keeps anything yet. */
export const rareRoomsOpen = async (): Promise<boolean> => {
  if (!registration?.active) return navigator.onLine
  const tooLong = new Promise<boolean>((done) => setTimeout(() => done(false), PATIENCE_MS))
  return Promise.race([keepRareRooms(), tooLong])
}

/** The lock screen's people count: whoever comes next must find their room without a link. */
const isOfOffice = (): boolean =>
  [...state.people.value, ...(me.value ? [me.value] : [])].some(({ role }) => role !== 'mediator')

const keepOffice = async (): Promise<void> => {
  if (worker.hasOffice.peek() || !(await ask('KEEP_OFFICE'))) return
  worker.hasOffice.value = true
  // A mediator's device waits for its voice first (desk-room.tsx); an office has none.
  if (state.people.peek().every(({ role }) => role !== 'mediator')) void keepRareRooms()
}

/** Called by startSession, behind the first render. Without service workers the app still runs, online. */
export const watchForUpdates = async (): Promise<void> => {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return
  const registered = await navigator.serviceWorker.register('/sw.js', { scope: '/' }).catch(() => null)
  if (!registered) return
  registration = registered
  // A worker may say what it has become before the registration holds it there: then nobody would say it again.
  const look = (changed?: ServiceWorker) => {
    const active = changed?.state === 'activated' ? changed : registered.active
    const waiting = changed?.state === 'installed' ? changed : registered.waiting
    worker.active.value = active?.state === 'activated'
    worker.waiting.value = active !== null && waiting?.state === 'installed' ? waiting : null
  }
  const follow = (one: ServiceWorker | null) => one?.addEventListener('statechange', () => look(one))
  for (const one of [registered.installing, registered.waiting, registered.active]) follow(one)
  registered.addEventListener('updatefound', () => {
    // On a busy page it may have become the waiting one by now, and would not say so again.
    for (const one of [registered.installing, registered.waiting]) follow(one)
    look()
  })
  look()
  const keepWhatIsNeeded = () => void (worker.active.value && isOfOffice() && keepOffice())
  effect(keepWhatIsNeeded)
  addEventListener('online', keepWhatIsNeeded)
}
