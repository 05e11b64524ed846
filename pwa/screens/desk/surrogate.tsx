// Who acts for a person who is absent: their name, and which paper was seen. A relative is never an account; they have a
// mandate of their own, and the number of their paper is not asked.
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { surrogatePapers } from './mandate.ts'
import { t } from './text.ts'

interface SurrogateProps {
  value: { readonly name: string; readonly paper: string }
  onChange: (value: { readonly name: string; readonly paper: string }) => void
  lacking: 'name' | 'paper' | null
}

const pictures = {
  'identity-card': 'identity-card',
  'family-book': 'family-book',
  'power-of-attorney': 'honour',
} as const

export const Surrogate = ({ value, onChange, lacking }: SurrogateProps) => (
  <>
    <TextField
      id="surrogate-name"
      label={t('surrogate.name')}
      hint={t('surrogate.name-hint')}
      value={value.name}
      onInput={(name) => onChange({ ...value, name })}
      maxLength={100}
      dir="auto"
      required
      error={lacking === 'name' ? t('surrogate.lacking-name') : undefined}
    />
    <ChoiceGroup
      id="surrogate-paper"
      legend={t('surrogate.paper')}
      numbered={false}
      options={surrogatePapers.map((paper) => ({
        value: paper,
        label: t(`surrogate.${paper}`),
        pictogram: pictures[paper],
      }))}
      value={value.paper === '' ? [] : [value.paper]}
      error={lacking === 'paper' ? t('surrogate.lacking-paper') : undefined}
      onChange={([paper]) => onChange({ ...value, paper: paper ?? '' })}
    />
  </>
)
