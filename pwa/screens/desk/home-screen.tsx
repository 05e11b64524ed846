// The mediator's home: two things to start, what there is to do, and what became of the rest.
import { useEffect, useState } from 'preact/hooks'
import { counts, summaries } from '../../models/dossiers.ts'
import { papersSending } from '../../models/papers-kept.ts'
import { asleep } from '../../models/request.ts'
import { me, unit } from '../../models/session.ts'
import type { Summary } from '../../models/summary.ts'
import { endVisit } from '../../models/visit.ts'
import { lang } from '../../text/language.ts'
import { useAfterPaint } from '../../ui/after-paint.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { WindowButton } from '../citizen/window-button.tsx'
import { PracticeEntry } from '../practice/practice-entry.tsx'
import { DossierRow, dossierHref, rowHref } from './dossier-row.tsx'
import { pictureOr } from './pictures.ts'
import { RoomLine } from './room-line.tsx'
import { filed, tasksOf } from './tasks.ts'
import { t } from './text.ts'
import type { DeskMessage } from './text.ts'

const pageSize = 12

export const HomeScreen = () => {
  const isDrawn = useAfterPaint()
  // Whoever stands here next chooses what they hear, by whatever road the last person left.
  useEffect(endVisit, [])
  return (
    <Page title={unit.value?.name[lang.value] ?? t('home.title')} wide>
      <div class="desk-start">
        <Button kind="primary" size="large" icon="add" href="/new" shortcut="N">
          {t('home.new')}
        </Button>
        <Button kind="secondary" size="large" icon="search" href="/find" shortcut="F">
          {t('home.find')}
        </Button>
        <WindowButton />
      </div>
      {isDrawn && <Lists />}
    </Page>
  )
}

const Lists = () => {
  const [shown, setShown] = useState(pageSize)
  const all = summaries.value
  const tasks = tasksOf(all, me.value?.id ?? '')
  const recent = filed(all)
  const refused = papersSending.value.refused.length
  const nothingToDo = refused === 0 && Object.values(tasks).every((list) => list.length === 0)

  return (
    <>
      <section aria-labelledby="todo">
        <h2 id="todo">{t('home.todo')}</h2>
        {nothingToDo && <p class="desk-quiet">{t('home.todo-none')}</p>}
        <TaskList label="home.again" hint="home.again-hint" list={tasks.again} hrefOf={dossierHref} />
        {refused > 0 && (
          <div class="desk-task">
            <h3>{t('home.refused-papers', { count: refused })}</h3>
            <p class="desk-quiet">
              <a href="/unsent">{t('home.refused-papers-hint')}</a>
            </p>
          </div>
        )}
        <Asleep />
        <TaskList
          label="home.drafts"
          hint="home.drafts-hint"
          list={tasks.drafts.filter((one) => asleep.value[one.id] === undefined)}
        />
        <TaskList label="home.missing" hint="home.missing-hint" list={tasks.missing} />
        <TaskList label="home.ready" hint="home.ready-hint" list={tasks.ready} />
        <TaskList label="home.stuck" hint="home.stuck-hint" list={tasks.stuck} />
      </section>

      <section aria-labelledby="recent">
        <h2 id="recent">{t('home.recent')}</h2>
        {recent.length > 0 && (
          <p class="desk-counts">
            <a href="/unsent">
              <StateBadge tone="kept" label={t('home.count-kept', { count: counts.value.kept })} />
            </a>
            <StateBadge tone="received" label={t('home.count-received', { count: counts.value.received })} />
          </p>
        )}
        {recent.length === 0 ? (
          <EmptyState
            pictogram="papers"
            title={t('home.none')}
            action={
              <Button kind="secondary" icon="add" href="/new">
                {t('home.new')}
              </Button>
            }
          >
            {t('home.none-hint')}
          </EmptyState>
        ) : (
          <Dossiers list={recent.slice(0, shown)} label={t('home.recent')} />
        )}
        {recent.length > shown && (
          <Button kind="quiet" icon="more" onClick={() => setShown(shown + pageSize)}>
            {t('home.more', { count: recent.length - shown })}
          </Button>
        )}
      </section>

      <RoomLine />
      <PracticeEntry />
    </>
  )
}

/** Found by the picture their person chose; nothing else of them is on a screen others can see. */
const Asleep = () => {
  const found = summaries.value.filter((one) => asleep.value[one.id] !== undefined && one.submittedAt === null)
  return found.length === 0 ? null : (
    <div class="desk-task">
      <h3>{t('home.asleep', { count: found.length })}</h3>
      <p class="desk-quiet">{t('home.asleep-hint')}</p>
      <div class="pause-pictures">
        {found.map((one, at) => (
          <a key={one.id} href={`/request/${one.id}`} aria-label={t('home.asleep-open', { number: at + 1 })}>
            <Pictogram name={pictureOr(asleep.value[one.id], 'sleep')} size={72} />
          </a>
        ))}
      </div>
    </div>
  )
}

interface TaskListProps {
  label: DeskMessage
  hint: DeskMessage
  list: readonly Summary[]
  hrefOf?: (summary: Summary) => string
}

const TaskList = ({ label, hint, list, hrefOf = rowHref }: TaskListProps) =>
  list.length === 0 ? null : (
    <div class="desk-task">
      <h3>{t(label, { count: list.length })}</h3>
      <p class="desk-quiet">{t(hint)}</p>
      <Dossiers list={list} label={t(label, { count: list.length })} hrefOf={hrefOf} />
    </div>
  )

interface DossiersProps {
  list: readonly Summary[]
  label: string
  hrefOf?: (summary: Summary) => string
}

const Dossiers = ({ list, label, hrefOf = rowHref }: DossiersProps) => (
  <DataList
    items={list}
    label={label}
    keyOf={(one) => one.id}
    hrefOf={hrefOf}
    renderItem={(one) => <DossierRow summary={one} discreet />}
  />
)
