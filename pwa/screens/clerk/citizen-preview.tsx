// The message a citizen will get, in the language of their request first, then in the other one.
import { contactOf } from '../../../shared/dossier/contact.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { Lang } from '../../../shared/text/l10n.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { smsOf } from '../../../shared/text/sms.ts'
import { citizenMessage } from './citizen-message.ts'
import { citizenSms } from './citizen-sms.ts'
import type { NewAct } from './citizen-message.ts'
import { dir, lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'

interface PreviewProps {
  readonly act: NewAct
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  readonly first: Lang
}

export function CitizenPreview({ act, dossier, status, first }: PreviewProps) {
  const told = act.kind === 'settled' ? settledAs(act, status) : act
  const message = told === null ? null : citizenMessage(told, dossier.pack, status.reference ?? '')
  if (message === null) return <p class="clerk-quiet">{t('act-preview-none')}</p>
  const sms = told === null ? null : citizenSms(told, dossier.pack, status.reference ?? '')
  const order: readonly Lang[] = first === 'ar' ? ['ar', 'fr'] : ['fr', 'ar']
  return (
    <section class="clerk-preview" aria-label={t('act-preview')} aria-live="polite">
      <h3>{t('act-preview')}</h3>
      <p class="clerk-quiet">{t('act-preview-how')}</p>
      {order.map((language) => (
        <p key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} class="clerk-preview__message">
          {message[language]}
        </p>
      ))}
      {sms !== null && (
        <>
          <h3>{t('act-sms')}</h3>
          {contactOf(status.history)?.sms === false && <Notice tone="warning">{t('act-sms-unwanted')}</Notice>}
          {order.map((language) => {
            const { encoding, units, perPart, parts } = smsOf(sms[language])
            return (
              <p key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} class="clerk-preview__message">
                {sms[language]}
                <small lang={lang.value} dir={dir.value}>
                  {t('act-sms-cost', { encoding, units, perPart, parts })}
                </small>
              </p>
            )
          })}
        </>
      )}
    </section>
  )
}

/** A settlement tells the citizen the decision it keeps. */
const settledAs = (act: NewAct, status: DossierStatus): NewAct | null =>
  status.suspended.find((decision) => decision.id === act.payload['keep']) ?? null
