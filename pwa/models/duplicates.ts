// Dossiers on this device that look like the open one. Sought in slices after the dossier is on screen, among those of the
// same procedure that are still about something; what is found is shown with why, and never merged.
import { cardKey, isSameTrouble, nameKeys } from '../../shared/dossier/likeness.ts'
import type { Alike } from '../../shared/dossier/likeness.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { skeleton } from '../../shared/text/names.ts'
import type { Summary } from './summary.ts'

export interface Duplicate {
  readonly summary: Summary
  readonly by: Alike
}

export interface DuplicateParts {
  readonly self: Summary
  readonly answers: Answers
  readonly pack: Pick<ProcedurePack, 'extensions'>
  readonly list: readonly Summary[]
  answersOf(id: string): Promise<Answers>
  /** Between two slices: the screen is drawn, keys are taken. */
  pause(): Promise<void>
  isOver(): boolean
}

/** An old machine looks at so many lines within a frame. */
const slice = 60
/** No more dossiers than this are read for one question. */
const mostRead = 60
const mostShown = 12

export const findDuplicates = async (parts: DuplicateParts): Promise<readonly Duplicate[]> => {
  const mapping = parts.pack.extensions?.open311
  const found: Duplicate[] = []
  const toRead: Summary[] = []
  const own = signsOf(parts.self)
  const kind = procedureId(parts.self)
  for (const [at, summary] of parts.list.entries()) {
    if (at % slice === slice - 1) await parts.pause()
    if (parts.isOver()) return []
    if (summary.id === parts.self.id || summary.submittedAt === null || procedureId(summary) !== kind) continue
    if (summary.public === 'withdrawn') continue
    if (mapping) {
      if (isOpenReport(summary) && firstPart(summary) === firstPart(parts.self)) toRead.push(summary)
      continue
    }
    const by = alikeBySigns(own, summary)
    if (by !== null) found.push({ summary, by })
    else if (own.skeleton !== '' && skeleton(firstPart(summary)) === own.skeleton) toRead.push(summary)
  }
  for (const summary of toRead.slice(0, mostRead)) {
    if (parts.isOver()) return []
    const answers = await parts.answersOf(summary.id)
    if (mapping) {
      if (isSameTrouble(mapping, parts.answers, answers)) found.push({ summary, by: 'place' })
    } else if (cardsOf(parts.answers).some((card) => cardsOf(answers).includes(card)))
      found.push({ summary, by: 'card' })
  }
  return found.slice(0, mostShown)
}

const procedureId = ({ procedure }: Pick<Summary, 'procedure'>): string => procedure.split('@')[0] ?? ''

const firstPart = ({ title }: Pick<Summary, 'title'>): string => title.split(' · ')[0] ?? ''

const signsOf = (summary: Summary) => ({
  names: nameKeys(summary.title),
  phone: summary.phone,
  skeleton: skeleton(firstPart(summary)),
})

const alikeBySigns = (own: ReturnType<typeof signsOf>, summary: Summary): Alike | null => {
  if (own.names.length > 0 && nameKeys(summary.title).some((key) => own.names.includes(key))) return 'name'
  return own.phone !== undefined && own.phone === summary.phone ? 'phone' : null
}

/** A repaired road may break again. */
const isOpenReport = ({ public: state }: Summary): boolean => state !== 'handed-over' && state !== 'refused'

const cardsOf = (answers: Answers): readonly string[] =>
  Object.entries(answers).flatMap(([field, value]) => (/card/.test(field) ? (cardKey(value) ?? []) : []))
