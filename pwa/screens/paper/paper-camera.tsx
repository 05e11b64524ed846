// Reads the code of a receipt with the camera. The reader is fetched only when it is opened, and nothing of the picture
// is kept. A camera that is absent or refused leaves the other ways: the numbers, the telephone, the name.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'

interface PaperCameraProps {
  onRead: (text: string) => void
  onClose: () => void
}

/** A seal has 61 modules a side: at the reader's usual 400 pixels, a paper held a little away has too few for each. */
const readAt = 720

export const PaperCamera = ({ onRead, onClose }: PaperCameraProps) => {
  const video = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    let left = false
    let stop = () => {}
    const start = async () => {
      const { default: QrScanner } = await import('qr-scanner')
      if (left || !video.current) return
      const scanner = new QrScanner(
        video.current,
        ({ data }) => {
          scanner.stop()
          onRead(data)
        },
        {
          returnDetailedScanResult: true,
          maxScansPerSecond: 8,
          calculateScanRegion: ({ videoWidth, videoHeight }) => {
            const side = Math.min(videoWidth, videoHeight)
            const scaled = Math.min(side, readAt)
            return {
              x: (videoWidth - side) / 2,
              y: (videoHeight - side) / 2,
              width: side,
              height: side,
              downScaledWidth: scaled,
              downScaledHeight: scaled,
            }
          },
        },
      )
      stop = () => scanner.destroy()
      await scanner.start()
    }
    start().catch(() => left || setFailed(true))
    return () => {
      left = true
      stop()
    }
  }, [])

  return (
    <Dialog open title={t('find.camera-title')} onClose={onClose} closeLabel={t('close')}>
      {failed ? (
        <Notice tone="warning" title={t('find.camera-failed')}>
          {t('find.camera-failed-hint')}
        </Notice>
      ) : (
        <p>{t('find.camera-hint')}</p>
      )}
      {/* What the camera sees, for the helper to aim with; there is nothing to hear or to read in it. */}
      <video ref={video} class="paper-camera" muted playsInline hidden={failed} aria-label={t('find.camera-title')} />
    </Dialog>
  )
}
