// The reason of an order: one of a few, and words if they help. It is read by the other supervisors, not by the person.
import type { Signal } from '@preact/signals'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './text.ts'
import type { SupervisorMessage } from './text.ts'

interface WhyProps<R extends string> {
  readonly reasons: readonly R[]
  readonly reason: Signal<R | null>
  readonly note: Signal<string>
}

type Reasons = SupervisorMessage extends infer M ? (M extends `why-${infer R}` ? R : never) : never

export function WhyFields<R extends Reasons>({ reasons, reason, note }: WhyProps<R>) {
  return (
    <>
      <ChoiceGroup
        id="fleet-why"
        legend={t('why')}
        options={reasons.map((value) => ({ value, label: t(`why-${value}` as SupervisorMessage) }))}
        value={reason.value === null ? [] : [reason.value]}
        onChange={([value]) => (reason.value = reasons.find((one) => one === value) ?? null)}
      />
      <TextField
        id="fleet-note"
        label={t('why-note')}
        value={note.value}
        maxLength={500}
        onInput={(words) => (note.value = words)}
      />
    </>
  )
}
