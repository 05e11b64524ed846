// What a mediator has to do, out of all the dossiers on the device. Pure: a list in, lists out.
import type { Lang } from '../../../shared/text/l10n.ts'
import { titleParts } from '../../fields/title-parts.ts'
import type { Summary } from '../../models/summary.ts'

export interface Tasks {
  /** Being filled in, mine only: another mediator's citizen is not mine to continue. */
  readonly drafts: readonly Summary[]
  readonly missing: readonly Summary[]
  readonly ready: readonly Summary[]
  /** Answers kept on this device that nothing but typing them again can send. */
  readonly again: readonly Summary[]
  /** Kept by the server with a reason, or two decisions at once. */
  readonly stuck: readonly Summary[]
}

export const tasksOf = (list: readonly Summary[], agent: string): Tasks => ({
  drafts: list.filter((one) => one.submittedAt === null && one.public === 'draft' && one.openedBy === agent),
  missing: list.filter((one) => one.public === 'missing'),
  ready: list.filter((one) => one.public === 'ready'),
  again: list.filter((one) => (one.stranded ?? 0) > 0),
  stuck: list.filter((one) => one.held > 0 || one.conflict),
})

/** Filed dossiers, newest first as given; drafts and abandoned drafts are not in it. */
export const filed = (list: readonly Summary[]): readonly Summary[] => list.filter((one) => one.submittedAt !== null)

/** For a screen others can see: initials of the name in the script of the screen, three at most. */
export const initials = (title: string, lang: Lang): string => {
  const parts = titleParts(title, lang)
  const script = lang === 'ar' ? /\p{Script=Arabic}/u : /\p{Script=Latin}/u
  return (parts.find((part) => script.test(part)) ?? parts[0] ?? '')
    .split(/\s+/u)
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, 3)
    .map((word) => `${[...word][0] ?? ''}…`)
    .join(' ')
}
