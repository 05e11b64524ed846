// The record button with its words and this page's microphone: for a mandate's "yes and my name", and for the studio.
import { openRecorder, hear, quiet } from '../../voice/voice.ts'
import type { NoRecording, Recorded } from '../../voice/recorder-shape.ts'
import { gauge } from '../../models/gauge.ts'
import { Notice } from '../../ui/notice.tsx'
import { RecordButton } from '../../ui/record-button.tsx'
import { t } from './text.ts'

export interface RecordProps {
  readonly value: Recorded | null
  readonly onChange: (recorded: Recorded | null) => void
  readonly maxMs: number
  readonly stopAtSilence?: boolean | undefined
  /** A prompt for many: silence cut, loudness evened. Never for a proof. */
  readonly tidy?: boolean | undefined
  /** May be held down; for staff. */
  readonly hold?: boolean | undefined
  /** So that another way can be offered. */
  readonly onFailed?: ((why: NoRecording) => void) | undefined
}

export function Record(props: RecordProps) {
  // What was just recorded can still be heard and kept.
  if (gauge.value.fullness !== 'roomy' && props.value === null)
    return <Notice tone="warning">{t('record.full')}</Notice>
  return (
    <RecordButton
      {...props}
      open={openRecorder}
      listen={hear}
      quiet={quiet}
      texts={{
        record: props.hold === true ? t('record.hold') : t('record.do'),
        stop: t('record.stop'),
        working: t('record.working'),
        listen: t('record.listen'),
        stopListening: t('record.stop-listening'),
        redo: t('record.redo'),
        failed: (why) => (why.type === 'cancelled' ? '' : t(`record.${why.type}`)),
      }}
    />
  )
}
