// What happened to a dossier, in words: who, where, and what both clocks say — the device's own and the last the
// server had shown it.
import { beaconTimeOf, type Act } from '../../../shared/dossier/act.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { directory } from '../../models/session.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { clockOf, historyLine } from './history.ts'
import { KeptVoice } from './kept-voice.tsx'
import { t } from './text.ts'

export const DossierHistory = ({ acts, pack }: { acts: readonly Act[]; pack: ProcedurePack | null }) => (
  <ol class="dossier-history" reversed>
    {[...acts].reverse().map((act) => {
      const line = historyLine(act, pack, lang.value)
      return (
        <li key={act.id}>
          <p class="dossier-history__what">{t(line.message, line.params)}</p>
          {line.said !== '' && (
            <blockquote dir="auto">
              <bdi>{line.said}</bdi>
            </blockquote>
          )}
          {act.kind === 'mandate-given' && <KeptVoice act={act} />}
          <p class="desk-quiet">
            <Who act={act} />
            <Hours act={act} />
          </p>
        </li>
      )
    })}
  </ol>
)

const Who = ({ act }: { act: Act }) => {
  if (act.by.role === 'system') return <>{t('act.by-server')}</>
  const agent = directory.value?.agents.find((one) => one.id === act.by.agent)
  const unit = directory.value?.units.find((one) => one.id === act.by.unit)
  return (
    <>
      <bdi>{agent?.name ?? act.by.agent}</bdi>
      {unit !== undefined && (
        <>
          {' · '}
          <bdi>{unit.name[lang.value]}</bdi>
        </>
      )}
    </>
  )
}

/** What the server says of something it holds has the hour of the filing: nobody is told that it came then. */
const Hours = ({ act }: { act: Act }) =>
  act.kind === 'entry-held' ? null : (
    <>
      {' · '}
      {formatDateTime(act.at, lang.value)}
      <Clock act={act} />
    </>
  )

const Clock = ({ act }: { act: Act }) => {
  if (act.by.role === 'system') return null
  const clock = clockOf(act)
  const seen = beaconTimeOf(act.beacon)
  if (clock === 'never-checked' || seen === null)
    return (
      <>
        {'\u00a0· '}
        {t('clock.never-checked')}
      </>
    )
  return (
    <>
      {'\u00a0· '}
      {t(clock === 'behind' ? 'clock.behind' : 'clock.checked', { time: formatDateTime(seen, lang.value) })}
    </>
  )
}
