// One place or all of them: a native list, for there may be a hundred douars and letters jump in it.
import { t } from './text.ts'

interface PlaceChoiceProps {
  readonly label: string
  readonly all: string
  readonly value: string
  readonly places: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

export const PlaceChoice = ({ label, all, value, places, onChange }: PlaceChoiceProps) => (
  <label class="papers-select">
    <span class="field__label">{label}</span>
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{all}</option>
      {places
        .filter((one) => one.value !== '')
        .map((one) => (
          <option key={one.value} value={one.value}>
            {one.label === '' ? t('lists.nowhere') : one.label}
          </option>
        ))}
    </select>
  </label>
)
