// The mandate as it was given: the very words, the mark or the witness, how long, and to whom. Revoked, it says so first.
import type { Act } from '../../../shared/dossier/act.ts'
import { isRevoked } from '../../../shared/dossier/mandate.ts'
import { lastDayOf } from '../../../shared/dossier/mandate-end.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { formatDateTime, formatLongDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { MandateVoice } from './mandate-voice.tsx'
import { agentName } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

const methodWords = {
  mark: 'mandate-mark',
  oral: 'mandate-oral',
  paper: 'mandate-paper',
  voice: 'mandate-voice',
} as const

export function DossierMandate({ history }: { readonly history: readonly Act[] }) {
  const last = history.findLast((act) => act.kind === 'mandate-given')
  // A new one may have been given since.
  const revoked = isRevoked({ history }) ? history.findLast((act) => act.kind === 'mandate-revoked') : undefined
  const mandate = last === undefined ? null : payloadOf(last, 'mandate-given')
  return (
    <Section id="clerk-mandate" title={t('section-mandate')} urgent={revoked !== undefined}>
      {revoked === undefined ? null : (
        <Notice tone="warning">{t('mandate-revoked', { date: formatDateTime(revoked.at, lang.value) })}</Notice>
      )}
      {mandate === null || last === undefined ? (
        <p class="clerk-quiet">{t('mandate-none')}</p>
      ) : (
        <>
          <p class="clerk-quiet">{t('mandate-words')}</p>
          <blockquote class="clerk-words" lang={mandate.textLang} dir={mandate.textLang === 'ar' ? 'rtl' : 'ltr'}>
            {mandate.text}
          </blockquote>
          {mandate.method === 'mark' && mandate.mark !== undefined ? (
            <Mark path={mandate.mark} label={t('mandate-mark')} />
          ) : (
            <p>{t(methodWords[mandate.method])}</p>
          )}
          <SummaryList
            rows={[
              { key: 'by', term: t('mandate-given-to'), description: <bdi>{agentName(last.by.agent)}</bdi> },
              ...(mandate.witness === undefined
                ? []
                : [{ key: 'witness', term: t('mandate-witness'), description: <bdi>{mandate.witness}</bdi> }]),
              ...(mandate.surrogate === undefined
                ? []
                : [
                    {
                      key: 'surrogate',
                      term: t('mandate-surrogate'),
                      description: (
                        <>
                          <bdi>{mandate.surrogate.name}</bdi> · <bdi>{mandate.surrogate.paper}</bdi>
                        </>
                      ),
                    },
                  ]),
              ...(mandate.voice === undefined
                ? []
                : [
                    {
                      key: 'voice',
                      term: t('mandate-voice-title'),
                      description: <MandateVoice act={last} />,
                    },
                  ]),
              { key: 'date', term: t('mandate-date'), description: formatDateTime(last.at, lang.value) },
              {
                key: 'days',
                term: t('mandate-term'),
                description: (
                  <>
                    {t('mandate-days', { days: mandate.days })} · {formatLongDate(lastDayOf(last) ?? '', lang.value)}
                  </>
                ),
              },
            ]}
          />
        </>
      )}
    </Section>
  )
}

/** `path` was checked at the door: moves and lines only, in the pad's box. */
export function Mark({ path, label }: { readonly path: string; readonly label: string }) {
  return (
    <svg class="clerk-mark" viewBox="0 0 600 240" role="img" aria-label={label}>
      <path d={path} />
    </svg>
  )
}
