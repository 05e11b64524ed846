// The way to photographs from the desk and the office: their code and words are fetched behind the screen, and where they
// cannot be, the screen goes on without ("original seen").
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages } from '../../text/language.ts'
import type { MessageRoom } from '../../text/language.ts'
import type { ClearProps } from './clear-photo.tsx'
import type { DeskPhotosProps } from './desk-photos.tsx'
import type { OfficePhotosProps } from './office-photos.tsx'
import type { OfflineMarkProps } from './offline-mark.tsx'
import type { TakeProps } from './take-here.tsx'

type Fetch<P> = () => Promise<FunctionComponent<P>>

/** Null until it is there, and for good where it cannot be fetched. */
const useBehind = <P,>(fetch: Fetch<P>, words: readonly MessageRoom[], onAway?: () => void) => {
  const [opened, setOpened] = useState<{ readonly Screen: FunctionComponent<P> } | null>(null)
  useEffect(() => {
    Promise.all([fetch(), ...words.map(loadMessages)]).then(
      ([Screen]) => setOpened({ Screen }),
      () => onAway?.(),
    )
  }, [])
  return opened?.Screen ?? null
}

const fetchDesk: Fetch<DeskPhotosProps> = async () => (await import('./desk-photos.tsx')).DeskPhotos
export const DeskPhotosDoor = (props: DeskPhotosProps) => {
  const Screen = useBehind(fetchDesk, ['photos'])
  return Screen && <Screen {...props} />
}

const fetchClear: Fetch<ClearProps> = async () => (await import('./clear-photo.tsx')).ClearPhoto
export const ClearPhotoDoor = (props: ClearProps) => {
  const Screen = useBehind(fetchClear, ['photos'])
  return Screen && <Screen {...props} />
}

const fetchOffice: Fetch<OfficePhotosProps> = async () => (await import('./office-photos.tsx')).OfficePhotos
export const OfficePhotosDoor = (props: OfficePhotosProps) => {
  const Screen = useBehind(fetchOffice, ['photos'])
  return Screen && <Screen {...props} />
}

const fetchMark: Fetch<OfflineMarkProps> = async () => (await import('./offline-mark.tsx')).OfflineMark
export const OfflineMarkDoor = (props: OfflineMarkProps) => {
  const Screen = useBehind(fetchMark, ['photos'])
  return Screen && <Screen {...props} />
}

const fetchTake: Fetch<TakeProps> = async () => (await import('./take-here.tsx')).TakeHere
/** Where the camera's screen cannot be fetched, it is as if nobody had asked for it. */
export const TakeDoor = (props: TakeProps) => {
  const Screen = useBehind(fetchTake, ['take-paper'], props.onDone)
  return Screen && <Screen {...props} />
}
