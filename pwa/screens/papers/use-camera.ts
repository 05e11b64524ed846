// The camera while a screen wants it: opened, changed for another, stopped when nobody looks.
import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { openCamera, type Camera, type NoCamera } from '../../papers/camera.ts'

export interface CameraHere {
  readonly camera: ReadonlySignal<Camera | null>
  readonly why: ReadonlySignal<NoCamera | null>
  /** The next camera, or the same one again. */
  other(): void
  again(): void
}

export const useCamera = (isWanted: boolean): CameraHere => {
  const camera = useSignal<Camera | null>(null)
  const why = useSignal<NoCamera | null>(null)
  const which = useSignal(0)
  const asked = useSignal(0)
  const isSeen = useSignal(!document.hidden)
  useEffect(() => {
    const look = (): void => {
      isSeen.value = !document.hidden
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  useEffect(() => {
    if (!isWanted || !isSeen.value) return
    let gone = false
    let mine: Camera | null = null
    why.value = null
    const open = async (): Promise<void> => {
      const opened = await openCamera(which.value)
      if (!opened.ok) {
        if (!gone) why.value = opened.error
        return
      }
      if (gone) return opened.value.stop()
      mine = opened.value
      camera.value = mine
      // Unplugged, or taken away in the settings.
      mine.stream.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (gone) return
        camera.value = null
        why.value = 'unreadable'
      })
    }
    void open()
    return () => {
      gone = true
      mine?.stop()
      camera.value = null
    }
  }, [isWanted, isSeen.value, which.value, asked.value])
  return {
    camera,
    why,
    other: () => (which.value += 1),
    again: () => (asked.value += 1),
  }
}
