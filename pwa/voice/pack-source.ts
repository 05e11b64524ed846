// The packs as a source of clips: from the device, else from the server, and what was fetched to be heard is kept for
// the next time. A link that does not answer is given up before the silence becomes long.
import type { VoiceId } from '../../shared/speech/variety.ts'
import { clipFormat } from './clip-format.ts'
import type { ClipSource } from './clip-source.ts'
import { indexPath, mediaTypeOf } from './pack-index.ts'
import type { ClipFormat, PackId, PackIndex } from './pack-index.ts'
import { fetchIndex, fetchPart, keepFile, keptIndex, openStore } from './pack-store.ts'
import type { Part } from './pack-store.ts'
import { offeredVoices } from './offered.ts'

const PATIENCE_MS = 6_000

const indexes = new Map<PackId, Promise<PackIndex | null>>()
/** Two clips of one part are asked for at the same moment. */
const fetching = new Map<string, Promise<Blob | null>>()

export const packSource: ClipSource = {
  find: async (clip, voice) => (offeredVoices.some((one) => one.voice === voice) ? clipIn(voice, clip) : null),
}

/** Of one pack, a tour's too. */
export const clipIn = async (pack: PackId, clip: string): Promise<Blob | null> => {
  const format = await clipFormat()
  const index = await indexOf(pack, format)
  const [at, offset, length] = index?.clips[clip] ?? []
  const part = at === undefined ? undefined : index?.parts[at]
  if (part === undefined || offset === undefined || length === undefined) return null
  const blob = await patiently(partOf(part))
  return blob === null ? null : blob.slice(offset, offset + length, mediaTypeOf[format])
}

/** After a pack was kept or deleted. */
export const forgetIndex = (voice: VoiceId): void => void indexes.delete(voice)

const indexOf = (voice: PackId, format: ClipFormat): Promise<PackIndex | null> => {
  const known = indexes.get(voice)
  if (known !== undefined) return known
  const asked = findIndex(voice, format)
  indexes.set(voice, asked)
  // Not found is not for ever: the link may come back.
  void asked.then((index) => index === null && indexes.delete(voice))
  return asked
}

const findIndex = async (voice: PackId, format: ClipFormat): Promise<PackIndex | null> => {
  const store = await openStore()
  const kept = await keptIndex(store, voice, format)
  if (kept !== null || !navigator.onLine) return kept
  const index = await patiently(fetchIndex(voice, format))
  if (index !== null && store !== null) await keepFile(store, indexPath(voice, format).slice(1), JSON.stringify(index))
  return index
}

const partOf = async (part: Part): Promise<Blob | null> => {
  const store = await openStore()
  const kept = await store?.match(`/${part.file}`)
  if (kept !== undefined) return kept.blob()
  if (!navigator.onLine) return null
  const asked = fetching.get(part.file) ?? fetchPart(part)
  fetching.set(part.file, asked)
  const blob = await asked
  fetching.delete(part.file)
  if (blob !== null && store !== null) await keepFile(store, part.file, blob)
  return blob
}

/** Gives up waiting, not fetching: what arrives late is there the next time. */
const patiently = <T>(wanted: Promise<T>): Promise<T | null> =>
  Promise.race([wanted, new Promise<null>((give) => setTimeout(() => give(null), PATIENCE_MS))])
