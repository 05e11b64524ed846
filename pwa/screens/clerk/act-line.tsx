// One act on screen: its sentence, the words its author added, who and where, and what can be believed of its hour.
import type { Act } from '../../../shared/dossier/act.ts'
import { answerText } from '../../fields/answer-text.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import type { MessageParams } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import type { ActTime } from './act-times.ts'
import { actInWords } from './acts-in-words.ts'
import { ta, tell } from './acts-text.ts'
import { agentName, comma, unitName } from './names.ts'
import { t } from './text.ts'

interface LineProps {
  readonly act: Act
  readonly dossier: OpenDossier
  readonly time: ActTime | undefined
}

export function ActLine({ act, dossier, time }: LineProps) {
  const line = lineOf(act, dossier)
  return (
    <>
      <Icon name={line.icon} size={22} />
      <div>
        <p class="clerk-act__what">{tell(line.message, isolated(line.params))}</p>
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
        <Hours act={act} time={time} isReceived={isReceived(act, dossier)} />
      </div>
    </>
  )
}

/** Its sentence alone, for a list of what somebody had not seen. */
export function ActSentence({ act, dossier }: Pick<LineProps, 'act' | 'dossier'>) {
  const line = lineOf(act, dossier)
  return (
    <>
      {tell(line.message, isolated(line.params))} {line.said === null ? null : <q dir="auto">{line.said}</q>}
    </>
  )
}

const isReceived = (act: Act, { unreceived }: OpenDossier): boolean | null =>
  unreceived.value === null ? null : !unreceived.value.has(act.id)

/** Names, answers and numbers inside a sentence of the other script keep their own order (FSI … PDI). */
const isolated = (params: MessageParams): MessageParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? `\u2068${value}\u2069` : value]),
  )

const lineOf = (act: Act, dossier: OpenDossier) =>
  actInWords(act, {
    pack: dossier.pack,
    lang: lang.value,
    unitName,
    agentName,
    numberOf: (issued) => dossier.status.value.issued.find((one) => one.act.id === issued)?.number ?? null,
    answer: (key, value) => {
      const field = dossier.form.value.byKey.get(key)
      return field === undefined
        ? null
        : {
            question: field.row.label?.[lang.value] ?? field.row.name,
            text: answerText({ ...field, value }, lang.value) || t('answer-none'),
          }
    },
  })

interface HoursProps {
  readonly act: Act
  readonly time: ActTime | undefined
  /** Null while it is not known. */
  readonly isReceived: boolean | null
}

/** Both clocks in words: what the device said, and between which words of the server it must have been. */
function Hours({ act, time, isReceived }: HoursProps) {
  const date = (iso: string) => formatDateTime(iso, lang.value)
  // What it says of something that is held has the hour of the filing, so that it is the same in every life of the server.
  if (act.kind === 'entry-held') return null
  if (act.by.role === 'system') return <p class="clerk-quiet">{date(act.at)}</p>
  const { notBefore = null, receivedBy = null, clock = 'never-checked' } = time ?? {}
  return (
    <>
      <p class="clerk-quiet">
        {t('history-device-time', { date: date(act.at) })}
        {comma()}
        {clock === 'never-checked' ? t('history-never-checked') : ta('time.unverified')}
      </p>
      <p class="clerk-quiet">
        {notBefore === null ? null : <>{ta('time.not-before', { date: date(notBefore) })} · </>}
        {isReceived === false ? ta('time.kept-here') : null}
        {isReceived !== true
          ? null
          : receivedBy === null
            ? ta('time.received')
            : ta('time.received-by', { date: date(receivedBy) })}
      </p>
      {clock === 'behind' || clock === 'ahead' ? (
        <p class="clerk-alert">
          <Icon name="warning" size={18} /> {clock === 'behind' ? t('history-behind') : ta('time.ahead')}
        </p>
      ) : null}
    </>
  )
}
