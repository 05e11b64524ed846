// One line of the doctor: what was looked at, what was found, and what to do about it. For people who run a server and
// did not write it: plain French, never a code alone.
import * as v from 'valibot'

export const findingShape = v.object({
  level: v.picklist(['good', 'watch', 'bad']),
  about: v.string(),
  text: v.string(),
  /** What to do; null when there is nothing to do. */
  next: v.nullable(v.string()),
})
export type Finding = v.InferOutput<typeof findingShape>

export const good = (about: string, text: string): Finding => ({ level: 'good', about, text, next: null })
/** It works, and may not for long. */
export const watch = (about: string, text: string, next: string): Finding => ({ level: 'watch', about, text, next })
export const bad = (about: string, text: string, next: string): Finding => ({ level: 'bad', about, text, next })

const marks = { good: '✓', watch: '!', bad: '✗' } as const

export const lineOf = ({ level, about, text, next }: Finding): string =>
  `${marks[level]} ${about} : ${text}${next === null ? '' : `${text.endsWith('.') ? '' : '.'} → ${next}`}`

/** “2 jours”, “3 heures”. */
export const spanOf = (ms: number): string => {
  const [count, unit] =
    ms >= 2 * 86_400_000
      ? [ms / 86_400_000, 'jours']
      : ms >= 7_200_000
        ? [ms / 3_600_000, 'heures']
        : ms >= 120_000
          ? [ms / 60_000, 'minutes']
          : [ms / 1000, 'secondes']
  return `${Math.floor(count)} ${unit}`
}

/** What went wrong, for a line. */
export const why = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
