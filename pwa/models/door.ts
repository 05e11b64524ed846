// From a page to an open device: the tab's lock, the database, enrolment, unlock and lock. Everything heavy comes in
// through this file, which the shell loads after its first render.
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { createDatabase, openDatabase } from '../storage/database.ts'
import { deriveAway } from '../storage/derive-away.ts'
import { noSync, readMeta, readSlots } from '../storage/meta.ts'
import { damageOf, readWatermark, writeWatermark } from '../storage/watermark.ts'
import { createTabLock } from '../sync/tab-lock.ts'
import type { TabLock } from '../sync/tab-lock.ts'
import { createQueue } from '../storage/queue.ts'
import { setCurrent } from './current.ts'
import { createDevice } from './device.ts'
import type { Device } from './device.ts'
import { enrolWith } from './enrolment.ts'
import { showLink } from './link-state.ts'
import { createPackStore } from './pack-store.ts'
import type { EnrolError, EnrolInput, UnlockError } from './session.ts'
import { openSlot } from './slots.ts'
import { state } from './state.ts'
import { lastingStorage } from './storage-check.ts'
import { watchForUpdates } from './update.ts'

const database = createDatabase()
let device: Device | null = null
let tab: TabLock | null = null
/** Opening, locking and enrolling never overlap. */
const turns = createQueue()

/** Called once. */
export const start = async (): Promise<void> => {
  addEventListener('hashchange', showDoor)
  addEventListener('online', () => {
    showLink({ online: true })
    device?.loop.poke(0)
  })
  addEventListener('offline', () => showLink({ online: false, state: 'offline' }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') device?.loop.poke(0)
  })
  showLink(navigator.onLine ? { online: true } : { online: false, state: 'offline' })
  void watchForUpdates()
  tab = await createTabLock(async () => {
    setCurrent(null)
    state.phase.value = 'other-tab'
    await device?.lock()
    await device?.loop.pause()
    device = null
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
    device = createDevice(database, await createPackStore(database), {
      forked: () => {
        state.ended.value = 'forked'
        void lock()
      },
    })
    await lookForDamage()
    await showPeople()
    const { lastSync } = (await readMeta(database, 'sync')) ?? noSync
    showLink({ lastSync })
    state.storagePersisted.value = (await navigator.storage?.persisted?.()) ?? null
    device.loop.resume()
  } catch (cause) {
    console.error('the database did not open', cause)
    state.damage.value = 'closed'
  }
  showDoor()
}

const lookForDamage = async (): Promise<void> => {
  const mark = readWatermark()
  const enrolled = (await readSlots(database)).length > 0
  const known = mark ? await database.chains.get(mark.incarnation) : undefined
  state.damage.value = damageOf(mark, enrolled, known ?? null)
}

const showPeople = async (): Promise<void> => {
  state.people.value = (await readSlots(database)).map(({ agent, name, role }) => ({ agent, name, role }))
}

/** Which door the page stands at; an open session stays open whatever the address says. */
const showDoor = (): void => {
  const { phase, people } = state
  if (phase.value === 'open' || phase.value === 'other-tab') return
  if (/^#enrol=./.test(location.hash)) phase.value = 'enrol'
  else phase.value = people.value.length > 0 ? 'locked' : 'welcome'
}

const ports = { database, derive: deriveAway, now: () => Date.now() }

export const enrol = (input: EnrolInput): Promise<Result<void, EnrolError>> => turns.run(() => enrolNow(input))

const enrolNow = async (input: EnrolInput): Promise<Result<void, EnrolError>> => {
  if (!device) return err({ type: 'storage', message: 'database closed' })
  const lasting = await lastingStorage()
  if (!lasting.ok) return err({ type: 'storage', message: lasting.error })
  try {
    const enrolled = await enrolWith(input, ports)
    if (!enrolled.ok) return enrolled
    state.storagePersisted.value = (await navigator.storage?.persist?.()) ?? false
    if (!readWatermark()) writeWatermark({ enrolled: true, incarnation: '', n: 0, hash: '', unsent: 0 })
    state.damage.value = null
    await showPeople()
    // The network may go right after: what the desk needs without it comes now, and with each sync if it did not.
    await device.refreshPacks()
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
    if (!secrets.ok) return secrets
    await device.open(agent, secrets.value)
    opened()
    return ok(undefined)
  } catch (cause) {
    return err({ type: 'storage', message: messageOf(cause) })
  }
}

const opened = (): void => {
  // The code was used; the address bar and the history forget it.
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  state.ended.value = null
  state.phase.value = 'open'
}

export const lock = (): Promise<void> =>
  turns.run(async () => {
    if (state.phase.value !== 'open') return
    // Screens leave first: none of them may ask a session that is going.
    setCurrent(null)
    state.phase.value = 'locked'
    await device?.lock()
  })

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
