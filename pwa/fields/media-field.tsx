// A sound or a file is asked for, which no shipped procedure does and this device does not take: the person brings it to the
// office. The answer stays empty, so a file is never pretended to be there. (A photograph is screens/desk/photo-question.)
import { FieldNotes } from '../ui/field-frame.tsx'
import { Notice } from '../ui/notice.tsx'
import { fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { t } from './text.ts'

export const MediaField = (props: FieldProps) => (
  <>
    <FieldNotes id={fieldId(props.state.key)} hint={props.hint} error={props.error} />
    <Notice tone="info" title={t(props.state.kind === 'audio' ? 'media.no-sound' : 'media.no-photo')}>
      {t('media.instead')}
    </Notice>
  </>
)
