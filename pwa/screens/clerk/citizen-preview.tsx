// The message a citizen will get, in the language of their request first, then in the other one, and to be heard.
import { contactOf } from '../../../shared/dossier/contact.ts'
import { decisionIn } from '../../../shared/dossier/decision.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import { citizenMessage } from '../../../shared/notice/citizen-message.ts'
import type { NewAct } from '../../../shared/notice/citizen-message.ts'
import { citizenSms } from '../../../shared/notice/citizen-sms.ts'
import { varietyOf } from '../../../shared/notice/variety-of.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Lang } from '../../../shared/text/l10n.ts'
import { smsOf } from '../../../shared/text/sms.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { directory } from '../../models/session.ts'
import { dir, lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { EarFor } from '../voice/ear-for.tsx'
import { anew } from './act-form.ts'
import { ta } from './acts-text.ts'
import { citizenVoice } from './citizen-voice.ts'
import { t } from './text.ts'

interface PreviewProps {
  readonly act: NewAct
  readonly dossier: OpenDossier
  readonly status: DossierStatus
}

export function CitizenPreview({ act, dossier, status }: PreviewProps) {
  if (act.kind === 'settled' && isOpen(act)) return null
  const told = act.kind === 'settled' ? settledAs(act, status) : act
  const message = told === null ? null : citizenMessage(told, dossier.pack, status.reference ?? '')
  if (told === null || message === null) return <p class="clerk-quiet">{t('act-preview-none')}</p>
  const sms = citizenSms(told, dossier.pack, status.reference ?? '')
  const spoken = citizenVoice(told, dossier.pack)
  const variety = varietyOf(status.history, dossier.said.value)
  const contact = contactOf(status.history)
  const order = orderOf(screenLangOf(variety))
  return (
    <section class="clerk-preview" aria-label={t('act-preview')} aria-live="polite">
      <div class="clerk-preview__head">
        <h3>{t('act-preview')}</h3>
        {spoken === null ? null : (
          <EarFor says={spoken} variety={variety} size="staff" label={ta(`preview.hear-${variety}`)} />
        )}
      </div>
      <p class="clerk-quiet">{t('act-preview-how')}</p>
      {order.map((language) => (
        <p key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} class="clerk-preview__message">
          {message[language]}
        </p>
      ))}
      {sms === null ? null : (
        <>
          <h3>{t('act-sms')}</h3>
          {contact?.sms === false ? (
            <Notice tone="warning">{t('act-sms-unwanted')}</Notice>
          ) : (
            <p class="clerk-quiet">
              {t(contact?.sms && directory.value?.messages ? 'act-sms-leaves' : 'act-sms-none')}
            </p>
          )}
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

const orderOf = (first: Lang): readonly Lang[] => (first === 'ar' ? ['ar', 'fr'] : ['fr', 'ar'])

/** A settlement of which nobody has said yet what it will be. */
const isOpen = ({ payload }: NewAct): boolean =>
  typeof payload['keep'] !== 'string' || (payload['keep'] === anew && typeof payload['outcome'] !== 'string')

/** A settlement tells the citizen the decision it keeps, or the new one. */
const settledAs = ({ payload }: NewAct, status: DossierStatus): NewAct | null => {
  const kept = status.suspended.find((decision) => decision.id === payload['keep'])
  const decision = kept && decisionIn(kept)
  if (decision) return { kind: 'decided', payload: { ...decision } }
  const instead = payload['anew']
  if (payload['keep'] !== anew && payload['keep'] !== undefined) return null
  return typeof instead === 'object' && instead !== null
    ? { kind: 'decided', payload: { ...instead, text: payload['text'] } }
    : null
}
