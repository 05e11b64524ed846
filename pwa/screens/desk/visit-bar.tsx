// Who is helped and how, on one line of the helper's side: the language they hear, and whether they speak for
// themselves. Both go with every answer from then on.
import { isVariety, varieties } from '../../../shared/speech/variety.ts'
import { citizenWords } from '../../models/cards/words.ts'
import { helpModes } from '../../../shared/dossier/said.ts'
import { mode, variety } from '../../models/visit.ts'
import { lang } from '../../text/language.ts'
import { t } from './text.ts'

export const VisitBar = () => (
  <section class="visit-bar screen-only" aria-label={t('visit.bar')}>
    <label>
      <span>{t('visit.hears')}</span>
      <select
        value={variety.value ?? ''}
        onChange={({ currentTarget: { value } }) => {
          variety.value = isVariety(value) ? value : null
        }}
      >
        <option value="">{t('visit.heard-none')}</option>
        {varieties.map((one) => (
          <option key={one} value={one}>
            {citizenWords(`app.variety.${one}`, lang.value)}
          </option>
        ))}
      </select>
    </label>
    <label>
      <span>{t('visit.mode')}</span>
      <select
        value={mode.value}
        onChange={({ currentTarget: { value } }) => {
          mode.value = helpModes.find((one) => one === value) ?? 'enabling'
        }}
      >
        {helpModes.map((one) => (
          <option key={one} value={one}>
            {t(`visit.mode-${one}`)}
          </option>
        ))}
      </select>
    </label>
  </section>
)
