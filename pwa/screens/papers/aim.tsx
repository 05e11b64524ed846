// The camera's picture with the paper's outline, one hint, and the shutter; a file where there is no camera. What is done
// with a frame is the caller's.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Camera } from '../../papers/camera.ts'
import { grab } from '../../papers/camera.ts'
import type { PageMaker } from '../../papers/page-maker.ts'
import { Icon } from '../../ui/icon.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import { Key } from '../../ui/button.tsx'
import { HintPicture } from './hint-picture.tsx'
import { t } from './text.ts'
import { useHints } from './use-hints.ts'

interface AimProps {
  readonly camera: Camera
  readonly maker: PageMaker
  readonly onFrame: (frame: ImageBitmap) => void
}

export function Aim({ camera, maker, onFrame }: AimProps) {
  const video = useRef<HTMLVideoElement>(null)
  const shutter = useRef<HTMLButtonElement>(null)
  const isTaking = useRef(false)
  // Before its first frame a camera has nothing to take.
  const isShowing = useSignal(false)
  const { hint, corners } = useHints(video, maker)
  useEffect(() => {
    if (video.current === null) return
    isShowing.value = false
    video.current.srcObject = camera.stream
    // A page that was hidden plays by itself when it is seen again.
    void video.current.play().catch(() => undefined)
  }, [camera])
  const take = async (): Promise<void> => {
    if (isTaking.current || video.current === null) return
    isTaking.current = true
    const frame = await grab(video.current).catch(() => null)
    isTaking.current = false
    if (frame !== null) onFrame(frame)
  }
  useShortcut(
    'Enter',
    () => shutter.current,
    () => void take(),
  )
  const outline = corners.value?.map(({ x, y }) => `${x},${y}`).join(' ')
  return (
    <>
      <div class="take-paper__stage">
        <div class="take-paper__frame">
          <video
            ref={video}
            muted
            playsInline
            aria-label={t('frame')}
            onLoadedData={() => {
              isShowing.value = true
            }}
          />
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            {outline === undefined ? (
              <path class="take-paper__guide" d="M.1.22V.1H.2M.8.1H.9V.22M.9.78V.9H.8M.2.9H.1V.78" />
            ) : (
              <polygon class="take-paper__outline" points={outline} />
            )}
          </svg>
        </div>
      </div>
      <div class="take-paper__side">
        <div class={`take-paper__hint take-paper__hint--${hint.value}`} role="status">
          <HintPicture hint={hint.value} />
          <strong>{t(`hint.${hint.value}`)}</strong>
        </div>
        <button
          type="button"
          class="take-paper__shutter"
          ref={shutter}
          disabled={!isShowing.value}
          onClick={() => void take()}
        >
          <Icon name="camera" size={40} />
          <span>{t('shutter')}</span>
          <Key name="Enter" />
        </button>
      </div>
    </>
  )
}
