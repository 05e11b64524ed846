// Words to read to the person; nothing to answer.
import { Notice } from '../ui/notice.tsx'
import type { FieldProps } from './field-props.ts'

export const NoteField = (props: FieldProps) =>
  props.hint === undefined || props.hint === '' ? null : <Notice tone="info">{props.hint}</Notice>
