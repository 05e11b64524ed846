// What is not yet sent, since when and why, for the screens; and the stick, when there is no link. Works on a locked
// device: then it knows counts and nothing else. What is behind it is loaded with the database.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { HeldReason } from '../../shared/sync/ports.ts'
import type { WaitingDossier, WaitingFacts } from '../storage/unsent.ts'
import type { Link } from './state.ts'

/** The first that is true says why; `soon` when nothing is in the way. */
export type Why = 'forked' | 'to-approve' | 'on-stick' | 'refused' | 'no-link' | 'soon' | 'held'

export interface UnsentLine extends WaitingDossier {
  readonly why: Why
}

export interface Unsent extends Omit<WaitingFacts, 'dossiers'> {
  readonly lines: readonly UnsentLine[]
}

export interface StickMade {
  readonly name: string
  readonly bytes: Uint8Array
  readonly packets: number
  /** Packets that did not fit: the next file has them, once these are received. */
  readonly left: number
}

export type FileTaken =
  | { readonly type: 'received'; readonly packets: number; readonly refused: number }
  | { readonly type: 'nothing-new' }
  /** Another kiosk's file, brought to the server from here: its answer goes back on the stick. */
  | { readonly type: 'carried'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'not-ours' | 'old-life' | 'malformed' | 'foreign' | 'no-link' | 'busy' }

export interface UnsentDesk {
  read(): Promise<WaitingFacts & { readonly toApprove: boolean }>
  /** Null when nothing waits. */
  exportStick(): Promise<StickMade | null>
  takeFile(bytes: Uint8Array): Promise<FileTaken>
  send(): Promise<void>
}

const shown = signal<Unsent | null>(null)
/** Null until it was read, and where there is no device. */
export const unsent: ReadonlySignal<Unsent | null> = shown

let desk: UnsentDesk | null = null

export const setUnsentDesk = (next: UnsentDesk | null): void => {
  desk = next
  if (!next) shown.value = null
}

export const readUnsent = async (link: Pick<Link, 'online' | 'state'>): Promise<void> => {
  const facts = await desk?.read()
  if (!facts) return
  const { dossiers, toApprove, ...rest } = facts
  shown.value = { ...rest, lines: dossiers.map((one) => ({ ...one, why: whyOf(one, link, toApprove) })) }
}

export const exportStick = async (): Promise<StickMade | null> => (await desk?.exportStick()) ?? null
export const takeFile = async (bytes: Uint8Array): Promise<FileTaken> => desk?.takeFile(bytes) ?? { type: 'no-link' }
export const sendNow = async (): Promise<void> => desk?.send()

export const whyOf = (
  { answers, acts, place }: Pick<WaitingDossier, 'answers' | 'acts' | 'place'>,
  { online, state }: Pick<Link, 'online' | 'state'>,
  toApprove: boolean,
): Why => {
  if (answers + acts === 0) return 'held'
  if (place === 'forked') return 'forked'
  if (toApprove) return 'to-approve'
  if (place === 'on-stick') return 'on-stick'
  if (state === 'refused') return 'refused'
  return online && state !== 'offline' ? 'soon' : 'no-link'
}

/** How many lines for each reason, the most pressing first. */
export const countWhys = (lines: readonly Pick<UnsentLine, 'why'>[]): readonly { why: Why; count: number }[] =>
  order.map((why) => ({ why, count: lines.filter((line) => line.why === why).length })).filter(({ count }) => count > 0)

const order: readonly Why[] = ['forked', 'held', 'to-approve', 'refused', 'no-link', 'on-stick', 'soon']

/** Those that wait for something else than a person; the others are told apart. */
export const heldReasonsOf = (lines: readonly Pick<UnsentLine, 'held'>[]): readonly HeldReason[] => [
  ...new Set(lines.flatMap((line) => line.held)),
]
