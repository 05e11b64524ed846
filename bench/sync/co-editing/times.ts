// How long one change took and where the time went, out of what the two pages went through. Pure.
import type { Moment } from './moments.ts'

const stages = ['kept', 'sent', 'told', 'asked', 'pulled', 'shown'] as const
export type Stage = (typeof stages)[number] | 'all'
/** ms: each stage since the one before. */
export type Times = Readonly<Record<Stage, number>>

const about: Record<Stage, string> = {
  kept: 'last key → kept on the disk',
  sent: 'kept → the request leaves',
  told: 'leaves → accepted, and the board tells the reader',
  asked: 'told → the reader asks',
  pulled: 'asks → has the answer',
  shown: 'has it → on screen',
  all: 'last key → on screen',
}

export const timesOf = (text: string, writer: readonly Moment[], reader: readonly Moment[]): Times => {
  const shown = reader.find((one) => one.what === 'shown' && one.text === text)?.at
  if (shown === undefined) throw new Error(`${text} was never on screen`)
  const typed = last(writer, 'key', shown)
  const kept = first(writer, 'kept', typed)
  const sent = first(writer, 'sent', kept)
  // The page also syncs for other reasons: what brought the answer is found from the end.
  const pulled = last(reader, 'answered', shown)
  const asked = last(reader, 'sent', pulled)
  // Never told when it asked by chance.
  const told = Math.min(first(reader, 'told', sent), asked)
  return {
    kept: kept - typed,
    sent: sent - kept,
    told: told - sent,
    asked: asked - told,
    pulled: pulled - asked,
    shown: shown - pulled,
    all: shown - typed,
  }
}

const first = (moments: readonly Moment[], what: Moment['what'], from: number): number =>
  found(
    moments.find((one) => one.what === what && one.at >= from),
    what,
  )

const last = (moments: readonly Moment[], what: Moment['what'], until: number): number =>
  found(
    moments.findLast((one) => one.what === what && one.at <= until),
    what,
  )

const found = (moment: Moment | undefined, what: Moment['what']): number => {
  if (!moment) throw new Error(`the page does not say when it was ${what}`)
  return moment.at
}

export const timesTable = (measured: readonly Times[], shown: readonly Stage[] = [...stages, 'all']): string => {
  const at = (sorted: readonly number[], share: number): string =>
    (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(0).padStart(7)
  return [
    `${'ms'.padEnd(52)}${['p50', 'p95', 'max'].map((name) => name.padStart(7)).join('')}`,
    ...shown.map((stage) => {
      const sorted = measured.map((one) => one[stage]).toSorted((a, b) => a - b)
      return `${about[stage].padEnd(52)}${[0.5, 0.95, 1].map((share) => at(sorted, share)).join('')}`
    }),
  ].join('\n')
}
