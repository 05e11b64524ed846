// Variables that look like ours and are not: `DATADIR` or `Public_Url` would be passed over in silence. It only warns: an
// environment holds many names that are none of our business.
import { variables } from './config.ts'

export interface StrangeVariable {
  readonly name: string
  /** The one that was probably meant; null when it is only of one of our families. */
  readonly meant: string | null
}

/** Nobody else has reason to set these for us. */
const families = /^(?:S3|BACKUP|CLAMD|METRICS|SMS)_/

export const strangeVariables = (env: Readonly<Record<string, string | undefined>>): readonly StrangeVariable[] =>
  Object.keys(env)
    .filter((name) => !variables.has(name))
    .flatMap((name) => {
      const meant = [...variables.keys()].find((ours) => env[ours] === undefined && isSlip(name, ours)) ?? null
      return meant !== null || families.test(name) ? [{ name, meant }] : []
    })

export const explainStrange = ({ name, meant }: StrangeVariable): string =>
  meant === null
    ? `${name} n’est pas une variable de Morchid : elle est sans effet. La liste est dans docs/operate.md.`
    : `${name} n’est pas une variable de Morchid : elle est sans effet. Vouliez-vous dire ${meant} ?`

/** Other letters' case, or one slip of the finger; two in long names. Short names have too many neighbours. */
const isSlip = (name: string, ours: string): boolean => {
  if (name.toUpperCase() === ours) return true
  const allowed = ours.length < 6 ? 0 : ours.length < 12 ? 1 : 2
  return slips(name.toUpperCase(), ours) <= allowed
}

/** Letters added, left out, changed, or two neighbours swapped. */
const slips = (a: string, b: string): number => {
  let before: readonly number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
