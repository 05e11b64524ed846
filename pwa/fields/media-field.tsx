// A photo, a sound or a file is asked for. This device does not take them yet (issue 7): the person shows the original
// at the counter or brings it to the office. The answer stays empty, so a file is never pretended to be there.
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
