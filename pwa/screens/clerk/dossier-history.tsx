// Every act of the dossier, the last one first: what, who, where, and what can be believed of its hour.
import type { Act } from '../../../shared/dossier/act.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { actInWords, clockOf } from './acts-in-words.ts'
import { agentName, comma, unitName } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

export function DossierHistory({ dossier, status }: { readonly dossier: OpenDossier; readonly status: DossierStatus }) {
  return (
    <Section id="clerk-history" title={t('section-history')}>
      <ol class="clerk-history" reversed>
        {[...status.history].reverse().map((act) => (
          <li key={act.id} class={status.withoutEffect.has(act.id) ? 'clerk-act clerk-act--idle' : 'clerk-act'}>
            <ActLine act={act} dossier={dossier} />
            {status.withoutEffect.has(act.id) ? <p class="clerk-alert">{t('history-no-effect')}</p> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

export function ActLine({ act, dossier }: { readonly act: Act; readonly dossier: OpenDossier }) {
  const line = actInWords(act, { pack: dossier.pack, lang: lang.value, unitName })
  return (
    <>
      <Icon name={line.icon} size={22} />
      <div>
        <p class="clerk-act__what">{t(line.message, line.params)}</p>
        {line.said === null ? null : (
          <p class="clerk-act__said">
            <q dir="auto">{line.said}</q>
          </p>
        )}
        <p class="clerk-quiet">
          {act.by.role === 'system' ? (
            t('history-by-server')
          ) : (
            <>
              <bdi>{agentName(act.by.agent)}</bdi>
              {comma()}
              <bdi>{unitName(act.by.unit)}</bdi>
            </>
          )}
        </p>
        <Clocks act={act} />
      </div>
    </>
  )
}

/** Both clocks in words: what the device said, and what the server had said to it before. */
function Clocks({ act }: { readonly act: Act }) {
  const clock = clockOf(act)
  if (act.by.role === 'system') return <p class="clerk-quiet">{formatDateTime(act.at, lang.value)}</p>
  return (
    <p class="clerk-quiet">
      {t('history-device-time', { date: formatDateTime(act.at, lang.value) })}
      {' · '}
      {clock.notBefore === null
        ? t('history-never-checked')
        : t('history-after-server', { date: formatDateTime(clock.notBefore, lang.value) })}
      {clock.state === 'behind' ? (
        <span class="clerk-alert">
          {' '}
          <Icon name="warning" size={18} /> {t('history-behind')}
        </span>
      ) : null}
    </p>
  )
}
