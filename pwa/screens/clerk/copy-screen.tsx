// What this device's copy lacks, in detail, each with the next step: dossiers with a hole in their history, what the
// server keeps without applying it, and points that have not said everything.
import type { UnitHeard } from '../../../shared/access/directory.ts'
import { copyNow, isSilent, unitsHeard } from '../../models/copy.ts'
import type { Summary } from '../../models/dossiers.ts'
import { heldIn } from '../../models/summary.ts'
import { link, syncNow } from '../../models/link.ts'
import { directory } from '../../models/session.ts'
import { formatAge, formatDate, formatDateTime } from '../../text/format.ts'
import { lang, messages } from '../../text/language.ts'
import type source from '../../text/messages/clerk-copy.json'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Reference } from '../../ui/reference.tsx'
import { unitName } from './names.ts'
import { since, useNow } from './now.ts'
import { Title } from './title.tsx'
import './copy-screen.css'

const t = messages<keyof typeof source>('clerk-copy')

/** More of them than that is one thing to do: exchange with the server. */
const shownAtMost = 50

export function CopyScreen({ onBack }: { readonly onBack: () => void }) {
  const now = useNow()
  const copy = copyNow()
  const heard = unitsHeard.value
  const isBusy = link.value.state === 'syncing'
  return (
    <Page wide title={t('title')} lead={t('lead')} back={onBack} backLabel={t('back')}>
      <section class="copy-part copy-part--age">
        <dl>
          <dt>{t('age')}</dt>
          <dd>
            {copy.lastSync === null ? (
              t('never')
            ) : (
              <>
                {formatAge(since(copy.lastSync, now), lang.value)} ·{' '}
                <bdi dir="ltr">{formatDateTime(copy.lastSync, lang.value)}</bdi>
              </>
            )}
          </dd>
        </dl>
        <p class={copy.isTold || copy.isAway ? 'copy-warn' : 'copy-fine'}>
          <Icon name={copy.isAway ? 'offline' : copy.isTold ? 'warning' : 'check'} size={18} />{' '}
          {t(
            copy.isAway ? 'offline' : link.value.state === 'refused' ? 'refused' : copy.isTold ? 'told' : 'up-to-date',
          )}
        </p>
        <Button icon="sync" busy={isBusy} onClick={() => void syncNow()}>
          {t(isBusy ? 'syncing' : 'sync')}
        </Button>
      </section>
      <Dossiers what="lacking" list={copy.lacking} countOf={(one) => one.lacking ?? 0} />
      <Dossiers what="held" list={copy.held} countOf={heldIn} />
      <section class="copy-part" aria-labelledby="copy-heard">
        <h2 id="copy-heard">{t('heard')}</h2>
        <p class="clerk-quiet">{t('heard-text')}</p>
        {heard === null || heard.length === 0 ? (
          <p>{t('heard-unknown')}</p>
        ) : (
          <table class="copy-units">
            <thead>
              <tr>
                <th scope="col">{t('unit')}</th>
                <th scope="col">{t('last-heard')}</th>
                <th scope="col">{t('unsent')}</th>
              </tr>
            </thead>
            <tbody>
              {heard.map((one) => (
                <UnitRow key={one.unit} heard={one} lastSync={copy.lastSync} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Page>
  )
}

interface DossiersProps {
  readonly what: 'lacking' | 'held'
  readonly list: readonly Summary[]
  readonly countOf: (one: Summary) => number
}

function Dossiers({ what, list, countOf }: DossiersProps) {
  return (
    <section class="copy-part" aria-labelledby={`copy-${what}`}>
      <h2 id={`copy-${what}`}>{t(what)}</h2>
      {list.length === 0 ? (
        <p class="copy-fine">
          <Icon name="check" size={18} /> {t(`${what}-none`)}
        </p>
      ) : (
        <>
          <p class="clerk-quiet">{t(`${what}-text`)}</p>
          <ul class="copy-dossiers">
            {list.slice(0, shownAtMost).map((one) => (
              <li key={one.id}>
                <a href={`/dossier/${one.id}`}>
                  {one.reference === null ? t('no-reference') : <Reference value={one.reference} />}{' '}
                  <Title title={one.title} />
                </a>
                <span class="copy-warn">{t(`${what}-n`, { n: countOf(one) })}</span>
              </li>
            ))}
          </ul>
          {list.length > shownAtMost ? <p>{t('more', { n: list.length - shownAtMost })}</p> : null}
        </>
      )}
    </section>
  )
}

/** The server tells it to a quarter of a day: an exact minute would say more than is known. */
function UnitRow({ heard, lastSync }: { readonly heard: UnitHeard; readonly lastSync: string | null }) {
  const silent = isSilent(heard, lastSync)
  const phone = directory.value?.units.find((one) => one.id === heard.unit)?.phone
  return (
    <tr class={silent || heard.unsent > 0 ? 'copy-units__lacking' : ''}>
      <th scope="row">
        <bdi>{unitName(heard.unit)}</bdi>
        {silent ? (
          <span class="copy-warn">
            <Icon name="warning" size={18} /> {t('silent')}
          </span>
        ) : null}
        {silent && phone !== undefined ? (
          <a href={`tel:${phone}`}>
            <Icon name="phone" size={18} /> <bdi dir="ltr">{phone}</bdi>
          </a>
        ) : null}
      </th>
      <td>
        {heard.lastSeen === null ? (
          t('unheard')
        ) : (
          <bdi dir="ltr">
            {formatDate(heard.lastSeen, lang.value)}, {hourOf(heard.lastSeen)}
          </bdi>
        )}
      </td>
      <td>
        {heard.unsent === 0 ? (
          t('unsent-none')
        ) : (
          <strong class="copy-warn">
            <Icon name="upload" size={18} /> {t('unsent-n', { n: heard.unsent })}
          </strong>
        )}
      </td>
    </tr>
  )
}

const hourOf = (iso: string): string => `${new Date(iso).getHours()} h`
