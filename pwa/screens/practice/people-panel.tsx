// Whom the trainee receives: five invented people, then the story of one of them. It knows what they hold and say; it
// fills in nothing, since typing what somebody says is what is practised.
import { signal } from '@preact/signals'
import { inLang } from '../../../shared/text/l10n.ts'
import { packs } from '../../models/packs.ts'
import { peopleFor } from '../../models/practice-people.ts'
import type { PracticePerson } from '../../models/practice-people.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { t } from './text.ts'

const chosen = signal<PracticePerson | null>(null)

export function PeoplePanel({ onClose }: { readonly onClose: () => void }) {
  const person = chosen.value
  return (
    <section class="practice-panel" aria-labelledby="practice-people">
      {person === null ? <Everybody /> : <Story person={person} onBegin={onClose} />}
    </section>
  )
}

function Everybody() {
  const people = peopleFor(packs.value.map((pack) => pack.id))
  return (
    <>
      <h2 id="practice-people">{t('people.title')}</h2>
      <p>{t(people.length === 0 ? 'people.none' : 'people.hint')}</p>
      <ul class="practice-people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" class="practice-person" onClick={() => (chosen.value = person)}>
              <Pictogram name={`variety-${person.variety}`} size={56} />
              <span>{t(`person.${person.id}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Story({ person, onBegin }: { readonly person: PracticePerson; readonly onBegin: () => void }) {
  const pack = packs.value.find((one) => one.id === person.pack)
  const papers = pack?.service.hasInputType.filter((one) => person.papers.includes(one.id)) ?? []
  return (
    <>
      <h2 id="practice-people">{t(`person.${person.id}`)}</h2>
      <p class="practice-story">
        <Pictogram name={`variety-${person.variety}`} size={72} />
        <span>{t(`person.${person.id}.story`)}</span>
      </p>
      <h3>{t('person.has')}</h3>
      {papers.length === 0 ? <p>{t('person.has-none')}</p> : null}
      <ul class="practice-papers">
        {papers.map((paper) => (
          <li key={paper.id}>
            <Pictogram name={isPictogramName(paper.pictogram) ? paper.pictogram : 'papers'} size={40} />
            {inLang(paper.name, lang.value)}
          </li>
        ))}
      </ul>
      <h3>{t('person.says')}</h3>
      <p>{t(`person.${person.id}.says`)}</p>
      <details class="practice-trap">
        <summary>{t('person.trap')}</summary>
        <p>{t(`person.${person.id}.trap`)}</p>
      </details>
      <div class="row">
        <Button kind="primary" href="/new" onClick={onBegin}>
          {t('person.begin')}
        </Button>
        <Button kind="quiet" onClick={() => (chosen.value = null)}>
          {t('people.other')}
        </Button>
      </div>
    </>
  )
}
