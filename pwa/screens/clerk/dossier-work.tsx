// What the office has done besides deciding, and what it waits for: papers with their numbers, opinions, visits.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { ta } from './acts-text.ts'
import { unitName } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

export function DossierWork({ dossier, status }: { readonly dossier: OpenDossier; readonly status: DossierStatus }) {
  const { issued, opinions, visits } = status
  if (issued.length + opinions.length + visits.length === 0) return null
  const waits =
    opinions.some(({ given }) => given === null) || visits.some(({ visit }) => visit === null) || issued.length > 0
  return (
    <Section id="clerk-work" title={ta('work.title')} urgent={waits}>
      <ul class="clerk-list">
        {issued.map(({ act, document, number, replacedBy }) => (
          <li key={act.id} class="clerk-paper">
            <span>
              <Icon name="print" size={20} />{' '}
              {dossier.pack?.service.produces.find(({ id }) => id === document)?.name[lang.value] ?? document}
            </span>
            <span class="clerk-paper__state">
              {number === null ? (
                <span class="clerk-provisional">{t('provisional')}</span>
              ) : (
                <>
                  {ta('work.number')} <bdi dir="ltr">{number}</bdi>
                </>
              )}
              {replacedBy === null ? null : <> · {ta('work.replaced')}</>}
            </span>
          </li>
        ))}
        {opinions.map(({ request, given }) => (
          <li key={request.id} class="clerk-paper">
            <span>
              <Icon name="help" size={20} /> {ta('work.opinion')}{' '}
              <bdi>{unitName(payloadOf(request, 'opinion-requested')?.from ?? '')}</bdi>
              {given === null ? null : (
                <span class="clerk-said">
                  <q dir="auto">{payloadOf(given, 'opinion-given')?.text}</q>
                </span>
              )}
            </span>
            <span class="clerk-paper__state">
              {given === null
                ? ta('work.awaited')
                : ta(`opinion.${payloadOf(given, 'opinion-given')?.outcome ?? 'reserved'}`)}
            </span>
          </li>
        ))}
        {visits.map(({ order, visit }) => {
          const ordered = order === null ? null : payloadOf(order, 'visit-ordered')
          const made = visit === null ? null : payloadOf(visit, 'visited')
          return (
            <li key={(order ?? visit)?.id} class="clerk-paper">
              <span>
                <Icon name="map-pin" size={20} /> {ta('work.visit')} <bdi>{ordered?.who ?? ''}</bdi>
                {ordered?.on === undefined ? null : <> · {formatDate(ordered.on, lang.value)}</>}
                {(made?.text ?? '') === '' ? null : (
                  <span class="clerk-said">
                    <q dir="auto">{made?.text}</q>
                  </span>
                )}
              </span>
              <span class="clerk-paper__state">{made === null ? ta('work.awaited') : ta(`visit.${made.outcome}`)}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
