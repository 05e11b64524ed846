// Which paper is sent next, and how long one waits after an attempt. Pure: a clock, a random number and what came of an
// attempt go in. One at a time; nothing that happens to one paper may hold the others for longer than the link itself does.
//
//   attempt    the paper waits             the link waits          because
//   received   –                           –                       it is in the server's store
//   cut        longer if nothing moved     full jitter             no answer came; a paper that never moves lets others go first
//   again      longer each time            –                       the server has another place of it in mind, or failed on it
//   busy       –                           what the server asks    it takes nothing from anybody now
//   stranger   –                           long                    it does not believe this device: no paper would go
//   spoiled    longer each time            –                       its bytes changed on the way; the server forgot them
//   stale      –                           a little                the time it quotes is too old: a sync comes first
//   refused    for good                    –                       it will never be taken: told to a person, and kept
//   aside      –                           –                       a packet goes first
import { retryDelay } from '../sync/backoff.ts'

export interface WaitingBlob {
  /** `<dossier>/<hash>`. */
  readonly id: string
  readonly dossier: string
  /** Of the sealed file. */
  readonly bytes: number
  /** ms since 1970 by this device's clock. */
  readonly keptAt: number
}

export type Attempt =
  | { readonly type: 'received' | 'aside' | 'spoiled' | 'stale' }
  /** `moved`: the server has more of it than before. */
  | { readonly type: 'cut' | 'again'; readonly moved: boolean }
  | { readonly type: 'busy' | 'stranger'; readonly retryAfter: number | null }
  | { readonly type: 'refused'; readonly why: string }

interface Wait {
  readonly failures: number
  /** On the monotonic clock. */
  readonly until: number
}

export interface SendState {
  readonly link: Wait
  readonly papers: ReadonlyMap<string, Wait>
}

export type SendStep =
  | { readonly type: 'send'; readonly blob: WaitingBlob }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'rest' }

const noWait: Wait = { failures: 0, until: 0 }
export const noSending: SendState = { link: noWait, papers: new Map() }

/** Thumbnails: they go before any page, so that an office sees soon what is to come. */
export const smallBytes: number = 8 * 1024
/** A page that is taken away again within this costs the link nothing. */
export const settleMs = 30_000
/** Between tries of a device that is not believed. */
const strangerSeconds = 600
/** For the sync that was asked for, which a locked device makes every ten minutes. */
const staleSeconds = 60

/** Small ones first, then dossier by dossier, the one that has waited longest first; within each, the smallest first. */
export const inSendingOrder = (waiting: readonly WaitingBlob[]): readonly WaitingBlob[] => {
  const since = new Map<string, number>()
  for (const { dossier, keptAt } of waiting) since.set(dossier, Math.min(keptAt, since.get(dossier) ?? keptAt))
  const order = (blob: WaitingBlob): readonly (number | string)[] => [
    blob.bytes <= smallBytes ? 0 : 1,
    since.get(blob.dossier) ?? 0,
    blob.dossier,
    blob.bytes,
    blob.id,
  ]
  return waiting
    .map((blob) => ({ blob, by: order(blob) }))
    .sort((a, b) => compare(a.by, b.by))
    .map(({ blob }) => blob)
}

const compare = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  for (const [at, mine] of a.entries()) {
    const other = b[at] ?? ''
    if (mine !== other) return mine < other ? -1 : 1
  }
  return 0
}

/** `clock` is the device's own, which somebody may set back: then nothing waits for it. `now` is monotonic. */
export const nextSend = (state: SendState, waiting: readonly WaitingBlob[], now: number, clock: number): SendStep => {
  if (waiting.length === 0) return { type: 'rest' }
  if (state.link.until > now) return { type: 'wait', ms: state.link.until - now }
  const waits = (blob: WaitingBlob): number =>
    Math.max((state.papers.get(blob.id)?.until ?? 0) - now, settling(blob, clock), 0)
  // A wait may be drawn as nothing: what failed goes behind what did not all the same.
  const failures = (blob: WaitingBlob): number => state.papers.get(blob.id)?.failures ?? 0
  const [ready] = inSendingOrder(waiting)
    .filter((blob) => waits(blob) === 0)
    .sort((a, b) => failures(a) - failures(b))
  return ready ? { type: 'send', blob: ready } : { type: 'wait', ms: Math.min(...waiting.map(waits)) }
}

const settling = ({ keptAt }: WaitingBlob, clock: number): number =>
  clock < keptAt ? 0 : Math.max(0, keptAt + settleMs - clock)

/** `random` in [0, 1). */
export const afterAttempt = (
  state: SendState,
  id: string,
  attempt: Attempt,
  now: number,
  random: number,
): SendState => {
  const longer = (wait: Wait, retryAfter: number | null = null): Wait => {
    const failures = wait.failures + 1
    return { failures, until: now + retryDelay(failures, random, retryAfter) }
  }
  const own = state.papers.get(id) ?? noWait
  switch (attempt.type) {
    case 'received':
    case 'refused':
      return { link: noWait, papers: without(state.papers, id) }
    case 'aside':
      return state
    case 'cut':
      return {
        link: longer(attempt.moved ? noWait : state.link),
        papers: attempt.moved ? without(state.papers, id) : noting(state.papers, id, longer(own)),
      }
    case 'again':
      return { link: noWait, papers: noting(state.papers, id, longer(attempt.moved ? noWait : own)) }
    case 'spoiled':
      return { link: noWait, papers: noting(state.papers, id, longer(own)) }
    case 'stale':
      return { ...state, link: longer(state.link, staleSeconds) }
    case 'busy':
      return { ...state, link: longer(state.link, attempt.retryAfter) }
    case 'stranger':
      return { ...state, link: longer(state.link, attempt.retryAfter ?? strangerSeconds) }
  }
}

/** The network is back, or somebody presses "send": what waited for the link alone tries at once. */
export const linkIsBack = (state: SendState): SendState => ({
  link: noWait,
  papers: new Map([...state.papers].map(([id, { failures }]) => [id, { failures, until: 0 }])),
})

const without = (waits: SendState['papers'], id: string): SendState['papers'] =>
  new Map([...waits].filter(([one]) => one !== id))
const noting = (waits: SendState['papers'], id: string, wait: Wait): SendState['papers'] =>
  new Map([...waits, [id, wait]])
