// Voice packs on this device: what is kept, fetching one with a place to go on from, deleting it. One voice comes by
// itself, once the app can start without a link; every other only when somebody asks.
import { computed, effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { VoiceId } from '../../shared/speech/variety.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { clipFormat } from './clip-format.ts'
import { offeredVoices } from './offered.ts'
import { clipFormats, indexPath, packIds } from './pack-index.ts'
import type { ClipFormat, OfferedVoice, PackIndex } from './pack-index.ts'
import { forgetIndex } from './pack-source.ts'
import { fetchIndex, fetchPart, keepFile, keptFiles, keptIndex, openStore, sweep } from './pack-store.ts'

export type NotKept =
  | { readonly type: 'offline' }
  | { readonly type: 'full' }
  | { readonly type: 'unsupported' }
  | { readonly type: 'stopped' }

export interface VoiceOnDevice {
  readonly voice: VoiceId
  readonly offered: OfferedVoice
  /** In the format this browser plays. */
  readonly bytes: number
  readonly keptBytes: number
  readonly state: 'absent' | 'partly' | 'kept' | 'fetching'
  readonly failure: NotKept | null
}

interface Progress {
  readonly bytes: number
  readonly keptBytes: number
  readonly isWhole: boolean
}

const defaultVoice: VoiceId = 'ar'
/** Little at a time: packets and screens share the link. */
const AT_ONCE = 2
const AGAIN_MS = 5 * 60_000
const nothing: Progress = { bytes: 0, keptBytes: 0, isWhole: false }

const progress = signal<Readonly<Partial<Record<VoiceId, Progress>>>>({})
const running = signal<Readonly<Partial<Record<VoiceId, AbortController>>>>({})
const failures = signal<Readonly<Partial<Record<VoiceId, NotKept>>>>({})
const format = signal<ClipFormat>('webm')

/** The voices the app comes with, the one a device has by itself first. */
export const voicesOnDevice: ReadonlySignal<readonly VoiceOnDevice[]> = computed(() =>
  offeredVoices
    .map((offered): VoiceOnDevice => {
      const { voice } = offered
      const { bytes, keptBytes, isWhole } = progress.value[voice] ?? { ...nothing, bytes: offered.bytes[format.value] }
      const rest = isWhole ? 'kept' : keptBytes > 0 ? 'partly' : 'absent'
      const state = running.value[voice] === undefined ? rest : 'fetching'
      return { voice, offered, bytes, keptBytes, state, failure: failures.value[voice] ?? null }
    })
    .toSorted((a, b) => Number(b.voice === defaultVoice) - Number(a.voice === defaultVoice)),
)

/** Looks at the disk again. */
export const lookAtPacks = async (): Promise<void> => {
  format.value = await clipFormat()
  const store = await openStore()
  const files = await keptFiles(store)
  for (const { voice } of offeredVoices) {
    const index = await keptIndex(store, voice, format.value)
    if (index !== null) told(voice, index, files)
  }
}

/** Somebody asks for it by name, after they deleted it perhaps. */
export const askForVoice = (voice: VoiceId): Promise<Result<void, NotKept>> => {
  if (voice === defaultVoice) rememberUnwanted(false)
  return keepVoice(voice)
}

/** Fetches what is missing of a pack, then lets the new version take the place of the old. Goes on where it stopped. */
export const keepVoice = async (voice: VoiceId): Promise<Result<void, NotKept>> => {
  if (running.peek()[voice] !== undefined) return err({ type: 'stopped' })
  const controller = new AbortController()
  running.value = { ...running.peek(), [voice]: controller }
  failures.value = without(failures.peek(), voice)
  const result = await keep(voice, controller.signal)
  running.value = without(running.peek(), voice)
  if (!result.ok && result.error.type !== 'stopped') failures.value = { ...failures.peek(), [voice]: result.error }
  forgetIndex(voice)
  return result
}

/** What has arrived stays. */
export const stopKeeping = (voice: VoiceId): void => running.peek()[voice]?.abort()

export const deleteVoice = async (voice: VoiceId): Promise<void> => {
  stopKeeping(voice)
  if (voice === defaultVoice) rememberUnwanted(true)
  const store = await openStore()
  if (store === null) return
  for (const one of clipFormats) await store.delete(indexPath(voice, one))
  await sweep(store, packIds, clipFormats)
  forgetIndex(voice)
  progress.value = without(progress.peek(), voice)
  failures.value = {}
}

/**
 * The voice a device has without being asked: the first language of the commune. Begins when `ready` turns true, and
 * again when the link comes back or has been bad for a while, unless somebody deleted it. `then` is told once the voice
 * is here, or none will come: what waited for the link may have it. Returns how to stop.
 */
export const keepDefaultVoice = (ready: ReadonlySignal<boolean>, then: () => void): (() => void) => {
  const follow = async (): Promise<void> => {
    if (!ready.peek() || !navigator.onLine) return
    const kept = isUnwanted() ? null : await keepVoice(defaultVoice)
    const comesLater = kept?.ok === false && (kept.error.type === 'offline' || kept.error.type === 'stopped')
    if (!comesLater) then()
  }
  const onLine = (): void => void follow()
  const stop = effect(() => {
    if (ready.value) void follow()
  })
  const again = setInterval(() => progress.peek()[defaultVoice]?.isWhole !== true && void follow(), AGAIN_MS)
  addEventListener('online', onLine)
  return () => {
    stop()
    clearInterval(again)
    removeEventListener('online', onLine)
  }
}

const unwantedKey = 'morchid.default-voice-deleted'

/** Of this browser, and of nobody. */
const rememberUnwanted = (unwanted: boolean): void => {
  try {
    if (unwanted) localStorage.setItem(unwantedKey, '1')
    else localStorage.removeItem(unwantedKey)
  } catch {
    // Storage refused: it comes back at the next start.
  }
}

const isUnwanted = (): boolean => {
  try {
    return localStorage.getItem(unwantedKey) !== null
  } catch {
    return false
  }
}

const keep = async (voice: VoiceId, signal: AbortSignal): Promise<Result<void, NotKept>> => {
  const store = await openStore()
  if (store === null) return err({ type: 'unsupported' })
  const plays = await clipFormat()
  format.value = plays
  const index = await fetchIndex(voice, plays, signal)
  if (index === null) return err({ type: signal.aborted ? 'stopped' : 'offline' })
  const path = indexPath(voice, plays).slice(1)
  const files = new Set(await keptFiles(store))
  const old = await keptIndex(store, voice, plays)
  // A whole old version speaks until the new one is whole.
  const oldIsWhole = old !== null && old.parts.every(({ file }) => files.has(file))
  if (!oldIsWhole && !(await keepFile(store, path, JSON.stringify(index)))) return err({ type: 'full' })
  told(voice, index, files)
  const missing = index.parts.filter(({ file }) => !files.has(file))
  let failure: NotKept | null = null
  const fetchNext = async (): Promise<void> => {
    for (let part = missing.shift(); part !== undefined && failure === null; part = missing.shift()) {
      const blob = await fetchPart(part, signal)
      if (blob === null) failure = signal.aborted ? { type: 'stopped' } : { type: 'offline' }
      else if (!(await keepFile(store, part.file, blob))) failure = { type: 'full' }
      else told(voice, index, files.add(part.file))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext))
  if (failure !== null) return err(failure)
  if (!(await keepFile(store, path, JSON.stringify(index)))) return err({ type: 'full' })
  // A browser that was renewed may play the other one now.
  for (const other of clipFormats) if (other !== plays) await store.delete(indexPath(voice, other))
  await sweep(store, packIds, clipFormats)
  return ok(undefined)
}

const told = (voice: VoiceId, index: PackIndex, files: ReadonlySet<string>): void => {
  const kept = index.parts.filter(({ file }) => files.has(file))
  const sum = (parts: PackIndex['parts']): number => parts.reduce((bytes, part) => bytes + part.bytes, 0)
  progress.value = {
    ...progress.peek(),
    [voice]: { bytes: sum(index.parts), keptBytes: sum(kept), isWhole: kept.length === index.parts.length },
  }
}

const without = <T>(record: Readonly<Partial<Record<VoiceId, T>>>, voice: VoiceId): Partial<Record<VoiceId, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== voice))
