// One sentence to be read aloud and agreed to; a single tile, never ticked beforehand.
import { ChoiceGroup } from '../ui/choice-group.tsx'
import { fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { t } from './text.ts'

export const AcknowledgeField = (props: FieldProps) => (
  <ChoiceGroup
    id={fieldId(props.state.key)}
    legend={props.label}
    legendHidden={props.labelHidden}
    multiple
    hint={props.hint}
    error={props.error}
    options={[{ value: 'yes', label: t('acknowledge.yes'), pictogram: 'yes' }]}
    value={props.value === true || props.value === 'OK' ? ['yes'] : []}
    onChange={(values) => props.onAnswer(values.length > 0 ? true : null)}
  />
)
