// From a page to an open device: the tab's lock, the database, enrolment, unlock and lock. Everything heavy comes in
// through this file, which the shell loads after its first render.
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { createDatabase, isHeld, openDatabase } from '../storage/database.ts'
import { databaseHome, moveHome } from '../storage/database-home.ts'
import { deriveAway } from '../storage/derive-away.ts'
import { noSync, readMeta } from '../storage/meta.ts'
import type { Secrets } from '../storage/slot.ts'
import { createTabLock } from '../sync/tab-lock.ts'
import type { TabLock } from '../sync/tab-lock.ts'
import { createQueue } from '../storage/queue.ts'
import { forgetTraces } from './clean-slate.ts'
import { current, keptPin, setAway, setCurrent } from './current.ts'
import { leaveMirror, lookForDamage, markEnrolled } from './damage.ts'
import { createDevice } from './device.ts'
import type { Device } from './device.ts'
import { enrolWith } from './enrolment.ts'
import { createDoorKeys } from './door-keys.ts'
import { measureGauge } from './gauge.ts'
import { showLink } from './link-state.ts'
import { followOrders, whenOrdered } from './orders-door.ts'
import { createPackStore } from './pack-store.ts'
import { followWaiting, setPauseDoor } from './pause.ts'
import { watchForIdle } from './pause-signs.ts'
import { screensGone } from './screens-gone.ts'
import type { EnrolError, EnrolInput, UnlockError } from './session.ts'
import { readPeople } from './people-here.ts'
import { openSlot } from './slots.ts'
import { state } from './state.ts'
import type { Ended } from './state.ts'
import { lastingStorage } from './storage-check.ts'
import { setUnsentDesk } from './unsent.ts'
import { openUnsentDesk } from './unsent-desk.ts'
import { asksDigits } from './turn-side.ts'
import { isWithdrawn, welcomeBack } from './withdrawn.ts'
import { watchForUpdates } from './worker-watch.ts'

const database = createDatabase(undefined, await databaseHome())
let device: Device | null = null
let tab: TabLock | null = null
/** Opening, locking and enrolling never overlap. */
const turns = createQueue()

/** Called once. */
export const start = async (): Promise<void> => {
  addEventListener('hashchange', showDoor)
  addEventListener('online', () => {
    showLink({ online: true })
    device?.loop.linkIsBack()
  })
  addEventListener('offline', () => showLink({ online: false, state: 'offline' }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') device?.loop.poke(0)
  })
  showLink(navigator.onLine ? { online: true } : { online: false, state: 'offline' })
  void watchForUpdates()
  watchForIdle({ pause, lock: () => lock('idle') })
  setPauseDoor({ pause, resume })
  followWaiting(database)
  tab = await createTabLock(async () => {
    setCurrent(null)
    state.phase.value = 'other-tab'
    await device?.lock()
    await device?.loop.pause()
    setUnsentDesk(null)
    device = null
    await leaveMirror()
    database.close()
  })
  if (tab.held()) await openDevice()
  else state.phase.value = 'other-tab'
}

export const takeOver = async (): Promise<void> => {
  await tab?.takeOver()
  state.phase.value = 'starting'
  await openDevice()
}

const openDevice = async (): Promise<void> => {
  try {
    // A newer tab upgrades the tables: this one saves, closes and starts again.
    await openDatabase(database, () => void device?.lock().finally(() => location.reload()))
    await lookForDamage(database)
    device = createDevice(database, await createPackStore(database), {
      ours: async () => (await tab?.isOurs()) ?? false,
      forked: () => {
        state.ended.value = 'forked'
        void lock()
      },
      ...whenOrdered({ database, turns, lockNow, showPeople }),
    })
    openUnsentDesk(database, device, turns)
    await device.orders.start()
    if (state.told.value?.why === 'emptied') return showDoor()
    await showPeople()
    followOrders(device)
    const { lastSync, more } = (await readMeta(database, 'sync')) ?? noSync
    showLink({ lastSync, more })
    state.storagePersisted.value = (await navigator.storage?.persisted?.()) ?? null
    void measureGauge()
    device.loop.resume()
  } catch (cause) {
    console.error('the database did not open', cause)
    if (await moveHome(cause)) return location.reload()
    state.damage.value = isHeld(cause) ? 'held' : 'closed'
    state.phase.value = 'stuck'
    // The other tab may still let go.
    if (isHeld(cause)) void database.open().then(() => location.reload())
    return
  }
  showDoor()
}

const showPeople = async (): Promise<void> => {
  state.people.value = await readPeople(database)
}

/** Which door the page stands at; an open session stays open whatever the address says. */
const showDoor = (): void => {
  const { phase, people } = state
  if (phase.value === 'open' || phase.value === 'paused') return
  if (phase.value === 'other-tab' || phase.value === 'stuck') return
  if (state.told.value !== null) phase.value = 'locked'
  else if (/^#enrol=./.test(location.hash)) phase.value = 'enrol'
  else phase.value = people.value.length > 0 ? 'locked' : 'welcome'
}

const ports = { database, derive: deriveAway, now: () => Date.now() }

export const enrol = (input: EnrolInput): Promise<Result<void, EnrolError>> => turns.run(() => enrolNow(input))

const enrolNow = async (input: EnrolInput): Promise<Result<void, EnrolError>> => {
  if (!device || state.told.value !== null) return err({ type: 'storage', message: 'database closed' })
  const lasting = await lastingStorage()
  if (!lasting.ok) return err({ type: 'storage', message: lasting.error })
  try {
    const enrolled = await enrolWith(input, ports)
    if (!enrolled.ok) return enrolled
    state.storagePersisted.value = (await navigator.storage?.persist?.()) ?? false
    markEnrolled()
    await showPeople()
    // The network may go right after: what the desk needs without it comes now, and with each sync if it did not.
    await device.refreshPacks()
    await device.orders.enrolled()
    await welcomeBack(database, enrolled.value.agent.id)
    await device.open(enrolled.value.agent.id, enrolled.value.secrets)
    opened()
    return ok(undefined)
  } catch (cause) {
    return err({ type: 'storage', message: messageOf(cause) })
  }
}

export const unlock = (agent: string, passphrase: string): Promise<Result<void, UnlockError>> =>
  turns.run(() => unlockNow(agent, passphrase))

const unlockNow = async (agent: string, passphrase: string): Promise<Result<void, UnlockError>> => {
  if (!device) return err({ type: 'storage', message: 'database closed' })
  try {
    const secrets = await openSlot(ports, agent, passphrase)
    return secrets.ok ? await openNow(agent, secrets.value) : secrets
  } catch (cause) {
    return err({ type: 'storage', message: messageOf(cause) })
  }
}

const openNow = async (agent: string, secrets: Secrets): Promise<Result<void, UnlockError>> => {
  try {
    if (!device) return err({ type: 'storage', message: 'database closed' })
    if (await isWithdrawn(database, agent)) {
      secrets.dataKey.fill(0)
      secrets.agentKey.fill(0)
      state.ended.value = 'withdrawn'
      return ok(undefined)
    }
    await device.open(agent, secrets)
    opened()
    return ok(undefined)
  } catch (cause) {
    return err({ type: 'storage', message: messageOf(cause) })
  }
}

/** What screens ask of keys, beside the usual unlock. */
export const keys = createDoorKeys({ ports, turns, open: openNow, showPeople })

const opened = (): void => {
  // The code was used; the address bar and the history forget it.
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  const wasIdle = state.ended.value === 'idle'
  state.ended.value = null
  state.phase.value = 'open'
  void offerDigits(wasIdle)
}

/** With four digits it would have been a pause. */
const offerDigits = async (wasIdle: boolean): Promise<void> => {
  const lacks = wasIdle && (await keptPin().catch(() => null)) === null
  asksDigits.value = lacks && state.phase.value === 'open'
}

export const lock = (why: Ended | null = null): Promise<void> => turns.run(() => lockNow(why))

const lockNow = async (why: Ended | null): Promise<void> => {
  if (state.phase.value !== 'open' && state.phase.value !== 'paused') return
  if (why !== null) state.ended.value = why
  // Screens leave first: none of them may ask a session that is going.
  setCurrent(null)
  asksDigits.value = false
  state.phase.value = 'locked'
  await screensGone()
  await device?.lock()
  forgetTraces()
}

/** What can be read leaves the memory, the keys stay. Whoever has no four digits to come back with is locked out. */
const pause = (): Promise<void> =>
  turns.run(async () => {
    const session = current()
    if (state.phase.value !== 'open' || session === null) return
    if ((await keptPin()) === null) return lockNow('idle')
    setAway(session)
    state.phase.value = 'paused'
    await screensGone()
    await device?.pause()
    forgetTraces()
  })

const resume = (): Promise<void> =>
  turns.run(async () => {
    if (state.phase.value !== 'paused') return
    try {
      await device?.resume()
      state.phase.value = 'open'
    } catch (cause) {
      console.error('the desk could not be taken again', cause)
      await lockNow('idle')
    }
  })

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
