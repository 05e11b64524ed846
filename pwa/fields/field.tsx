// Picks the component of a question kind. Calculated values and groups have no face: they are never asked.
import { AcknowledgeField } from './acknowledge-field.tsx'
import { DateField } from './date-field.tsx'
import type { FieldProps } from './field-props.ts'
import { GeopointField } from './geopoint-field.tsx'
import { MediaField } from './media-field.tsx'
import { NoteField } from './note-field.tsx'
import { NumberField } from './number-field.tsx'
import { SelectFromFileField } from './select-from-file-field.tsx'
import { SelectMultipleField } from './select-multiple-field.tsx'
import { SelectOneField } from './select-one-field.tsx'
import { TextAnswerField } from './text-answer-field.tsx'
import { TimeField } from './time-field.tsx'

export const Field = (props: FieldProps) => {
  // A key, so that nothing typed for one question is ever seen in the next.
  const key = props.state.key
  switch (props.state.kind) {
    case 'text':
    case 'barcode':
      return <TextAnswerField key={key} {...props} />
    case 'integer':
    case 'decimal':
      return <NumberField key={key} {...props} />
    case 'date':
      return <DateField key={key} {...props} />
    case 'time':
    case 'dateTime':
      return <TimeField key={key} {...props} />
    case 'select_one':
      return props.state.file === null ? (
        <SelectOneField key={key} {...props} />
      ) : (
        <SelectFromFileField key={key} {...props} />
      )
    case 'select_multiple':
      return <SelectMultipleField key={key} {...props} />
    case 'geopoint':
      return <GeopointField key={key} {...props} />
    case 'image':
    case 'audio':
    case 'file':
      return <MediaField key={key} {...props} />
    case 'note':
      return <NoteField key={key} {...props} />
    case 'acknowledge':
      return <AcknowledgeField key={key} {...props} />
    // A calculation is nobody's question; a repeat is its own screen (see repeat-controls.tsx).
    case 'calculate':
    case 'repeat':
      return null
  }
}
