// The camera of the device, or one on a USB arm above the table: opened while papers are photographed, stopped after. One
// that is refused or missing is an answer, never an exception: a paper can always be seen and shown instead.
import { err, ok, type Result } from '../../shared/text/result.ts'

export type NoCamera =
  /** The person or the browser's settings said no. */
  | 'refused'
  | 'none'
  /** Another program holds it, or it was unplugged. */
  | 'unreadable'
  /** This browser has no cameras, or the page is not on a safe address. */
  | 'unsupported'

export interface Camera {
  readonly stream: MediaStream
  /** How many cameras there are to choose from. */
  readonly count: number
  stop(): void
}

export type OpenCamera = (which: number) => Promise<Result<Camera, NoCamera>>

/** The larger of what cameras give: an A4 filling its height is then near 150 dots an inch. */
const wanted: MediaTrackConstraints = { width: { ideal: 2_592 }, height: { ideal: 1_944 }, frameRate: { ideal: 15 } }

/** `which` counts round: the camera after the last one is the first. */
export const openCamera: OpenCamera = async (which) => {
  if (typeof navigator.mediaDevices === 'undefined') return err('unsupported')
  try {
    // Cameras have no names before one was allowed, and their number may be hidden: the back one is asked for by its side.
    const chosen = await nth(which)
    const video =
      chosen === null ? { ...wanted, facingMode: { ideal: 'environment' } } : { ...wanted, deviceId: chosen }
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false })
    return ok({
      stream,
      count: (await cameras()).length,
      stop: () => {
        for (const track of stream.getTracks()) track.stop()
      },
    })
  } catch (error) {
    return err(whyNot(error))
  }
}

const cameras = async (): Promise<readonly MediaDeviceInfo[]> =>
  (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')

const nth = async (which: number): Promise<ConstrainDOMString | null> => {
  if (which === 0) return null
  const all = await cameras()
  const id = all[which % Math.max(1, all.length)]?.deviceId
  return id === undefined || id === '' ? null : { exact: id }
}

const whyNot = (error: unknown): NoCamera => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return 'unreadable'
}

/** What the camera shows now, in all its pixels. Null before its first frame. */
export const grab = async (video: HTMLVideoElement): Promise<ImageBitmap | null> =>
  isShowing(video) ? createImageBitmap(video) : null

/** For the hints: the frame made small, and a piece of its middle as it is. */
export const glance = async (
  video: HTMLVideoElement,
): Promise<{ readonly frame: ImageBitmap; readonly middle: ImageBitmap } | null> => {
  if (!isShowing(video)) return null
  const { videoWidth: width, videoHeight: height } = video
  const scale = Math.min(1, glancedSide / Math.max(width, height))
  const side = Math.min(pieceSide, width, height)
  const frame = await createImageBitmap(video, {
    resizeWidth: Math.round(width * scale),
    resizeHeight: Math.round(height * scale),
  })
  const middle = await createImageBitmap(
    video,
    Math.floor((width - side) / 2),
    Math.floor((height - side) / 2),
    side,
    side,
  )
  return { frame, middle }
}

const glancedSide = 320
const pieceSide = 240

const isShowing = (video: HTMLVideoElement): boolean =>
  video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0
