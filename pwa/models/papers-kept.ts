// Photographed papers as screens see them: kept on this device, on their way, read again. What is behind it comes with the
// database; the part that counts and sends goes on while the device is locked, and knows neither names nor pictures.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { err } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { PaperOnDevice } from '../storage/papers.ts'
import { gauge } from './gauge.ts'

export type { PaperOnDevice } from '../storage/papers.ts'

/** A page and its thumbnail, which is a paper of its own. */
export interface PageToKeep {
  readonly bytes: Uint8Array
  readonly thumb?: { readonly bytes: Uint8Array }
}
export interface KeptPage {
  readonly hash: string
  /** Of the picture. */
  readonly size: number
  readonly thumb: string | null
}
export type KeepProblem = { readonly type: 'full' | 'locked' }

/** `to-come`: not at the server yet. `refused`: it came there and is no picture, or an infected one. */
export type PaperProblem = {
  readonly type: 'offline' | 'to-come' | 'not-allowed' | 'refused' | 'damaged' | 'locked'
}

export interface PaperLine {
  readonly dossier: string
  readonly hash: string
  readonly bytes: number
  readonly sent: number
  readonly why: 'soon' | 'sending'
}

/** Of one dossier, until somebody has seen that they will not be taken. */
export interface RefusedPapers {
  readonly dossier: string
  readonly papers: number
}

export interface PapersSending {
  /** Of all that waits: how many, their bytes, and how many of these are sent. */
  readonly papers: number
  readonly bytes: number
  readonly sent: number
  readonly now: {
    readonly dossier: string
    readonly hash: string
    readonly sent: number
    readonly bytes: number
  } | null
  readonly lines: readonly PaperLine[]
  readonly refused: readonly RefusedPapers[]
  /** `metered`: the link says that its bytes are counted, and nobody has said that they may be spent. */
  readonly paused: 'by-hand' | 'metered' | null
}

/** What an open device does for this file (papers-desk.ts). */
export interface PapersDesk {
  keep(dossier: string, page: PageToKeep): Promise<Result<KeptPage, KeepProblem>>
  open(dossier: string, hash: string): Promise<Uint8Array | null>
  list(dossier: string): Promise<readonly PaperOnDevice[]>
  drop(dossier: string, hashes: readonly string[]): Promise<void>
  dropBut(dossier: string, named: ReadonlySet<string>): Promise<void>
  fetch(dossier: string, hash: string, isThumb: boolean): Promise<Result<Uint8Array, PaperProblem>>
  mark(dossier: string, hashes: readonly string[], marked: boolean): Promise<number>
}

/** What the device does for it, locked or not (papers-post.ts). */
export interface PapersPost {
  pause(paused: boolean): void
  /** Though the link is metered; remembered on this device. */
  sendAnyway(): void
  /** Somebody has seen which of this dossier were refused: they go from this device. */
  refusalSeen(dossier: string): void
}

const nothing: PapersSending = { papers: 0, bytes: 0, sent: 0, now: null, lines: [], refused: [], paused: null }
const sending = signal<PapersSending>(nothing)
const changed = signal(0)
const onTheirWay = signal<ReadonlyMap<string, FetchedSoFar>>(new Map())

export interface FetchedSoFar {
  readonly got: number
  /** Null while it is not known. */
  readonly of: number | null
}

export const papersSending: ReadonlySignal<PapersSending> = sending
/** Moves when something was kept, sent, fetched or dropped. */
export const papersChanged: ReadonlySignal<number> = changed
/** What is being fetched, by `<dossier>/<hash>`. */
export const fetching: ReadonlySignal<ReadonlyMap<string, FetchedSoFar>> = onTheirWay

let desk: PapersDesk | null = null
let post: PapersPost | null = null

/** Null when nobody is at the device. */
export const setPapersDesk = (next: PapersDesk | null): void => {
  desk = next
  if (!next) onTheirWay.value = new Map()
}
export const setPapersPost = (next: PapersPost | null): void => {
  post = next
  if (!next) sending.value = nothing
}
export const showSending = (next: PapersSending): void => {
  sending.value = next
}
export const notePapersChanged = (): void => {
  changed.value = changed.peek() + 1
}
/** Null when it is here, or is not coming. */
export const showFetching = (dossier: string, hash: string, soFar: FetchedSoFar | null): void => {
  const next = new Map(onTheirWay.peek())
  if (soFar) next.set(`${dossier}/${hash}`, soFar)
  else next.delete(`${dossier}/${hash}`)
  onTheirWay.value = next
}

/** For the button that takes a picture: words stand in its place when there is no room. */
export const mayKeepPapers = (): boolean => gauge.value.fullness === 'roomy'

/** On the disk when ok: only then it may be called kept. */
export const keepPaper = async (dossier: string, page: PageToKeep): Promise<Result<KeptPage, KeepProblem>> =>
  (await desk?.keep(dossier, page)) ?? err({ type: 'locked' })

/** What lies here. It never asks the network. */
export const openPaper = async (dossier: string, hash: string): Promise<Uint8Array | null> =>
  (await desk?.open(dossier, hash)) ?? null

/** Thumbnails and sounds among them. */
export const papersOf = async (dossier: string): Promise<readonly PaperOnDevice[]> => (await desk?.list(dossier)) ?? []

/** Once nothing names them any more. */
export const dropPapers = async (dossier: string, hashes: readonly string[]): Promise<void> =>
  desk?.drop(dossier, hashes)

/** What a killed tab left: pages made here that nothing names. Never while one is being taken. */
export const dropPapersBut = async (dossier: string, named: ReadonlySet<string>): Promise<void> =>
  desk?.dropBut(dossier, named)

/** What is here, or else the server's, checked and kept sealed. Thumbnails go before pages. */
export const fetchPaper = async (
  dossier: string,
  hash: string,
  { thumb = false }: { readonly thumb?: boolean } = {},
): Promise<Result<Uint8Array, PaperProblem>> => (await desk?.fetch(dossier, hash, thumb)) ?? err({ type: 'locked' })

/** Fetches what is missing and keeps it until the mark is taken away. Resolves with how many could not be fetched. */
export const markOffline = async (dossier: string, hashes: readonly string[], marked: boolean): Promise<number> =>
  (await desk?.mark(dossier, hashes, marked)) ?? hashes.length

export const pausePapers = (): void => post?.pause(true)
export const resumePapers = (): void => post?.pause(false)
export const sendPapersAnyway = (): void => post?.sendAnyway()
export const refusalSeen = (dossier: string): void => post?.refusalSeen(dossier)
