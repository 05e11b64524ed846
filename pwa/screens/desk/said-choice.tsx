// Who said it, and what shows that it is so; kept with the answer. A paper that is read is a paper that was seen.
import type { Proof, SaidBy } from '../../../shared/dossier/said.ts'
import { t } from './text.ts'
import type { SaidNow } from './use-answer.ts'

const speakers: readonly SaidBy[] = ['citizen', 'document', 'helper']
const shown = ['oral', 'seen'] as const satisfies readonly Proof[]

export const SaidChoice = ({ value, onChange }: { value: SaidNow; onChange: (said: SaidNow) => void }) => (
  <div class="visit-bar">
    <label>
      <span>{t('said.label')}</span>
      <select
        value={value.by}
        onChange={({ currentTarget }) => {
          const by = speakers.find((one) => one === currentTarget.value) ?? 'citizen'
          onChange({ by, proof: by === 'document' ? 'seen' : 'oral' })
        }}
      >
        {speakers.map((one) => (
          <option key={one} value={one}>
            {t(`said.${one}`)}
          </option>
        ))}
      </select>
    </label>
    <label>
      <span>{t('said.proof')}</span>
      <select
        value={value.proof}
        onChange={({ currentTarget }) =>
          onChange({ ...value, proof: shown.find((one) => one === currentTarget.value) ?? 'oral' })
        }
      >
        {shown.map((one) => (
          <option key={one} value={one}>
            {t(`said.proof-${one}`)}
          </option>
        ))}
      </select>
    </label>
  </div>
)
