// What the cases of client-disk.contract.ts work with: the disk under test, answers as a server would give them, packets
// as the machine cuts them.
import { toBase64 } from 'lib0/buffer'
import { openDraft, setAnswer } from '../../dossier/draft.ts'
import { cutPacket } from '../chain.ts'
import { countIn, emptyDigest, totalOf } from '../digest.ts'
import { entryId } from '../entry.ts'
import { erasedAct } from '../server-acts.ts'
import type { AppliedAnswer, ClientDisk } from '../client-ports.ts'
import type { Entry, OutboxPacket, PulledEntry, WitnessPage } from '../ports.ts'
import { actEntry, idOf, openedPayload, submittedPayload, type Sitting } from './calm.ts'
import { fakeCodec } from './crypto.ts'

export interface DiskUnderTest extends ClientDisk {
  /** A sitting is open from now on; it has written nothing yet. */
  begin(incarnation: string): Promise<void>
  /** Rows of the sitting, in one transaction. */
  keep(entries: readonly Entry[], incarnation: string): Promise<void>
}

export interface DiskPlace {
  /** What the next start of the app finds: whatever was open before is dropped without a goodbye. */
  open(): Promise<DiskUnderTest>
}

/** The same text for the same content, whatever the order of members. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (one instanceof Uint8Array) return toBase64(one)
    const isObject = typeof one === 'object' && one !== null && !Array.isArray(one)
    return isObject ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one
  }) ?? 'undefined'

/** Throws when they differ; bytes are compared as bytes. */
export const expectSame = (what: string, found: unknown, wanted: unknown): void => {
  if (plain(found) !== plain(wanted)) throw new Error(`${what}: ${plain(found)} instead of ${plain(wanted)}`)
}

export const noAnswer: AppliedAnswer = {
  epoch: { counter: 1, random: 'first' },
  heads: [],
  held: [],
  entries: [],
  cursors: {},
  beacon: 'beacon',
  directory: null,
  directoryVersion: null,
  packsVersion: 'packs-1',
  references: null,
  pages: [],
  forked: [],
  stable: [],
  backup: 0,
  more: null,
}

export const asPulled = (entry: Entry): PulledEntry => ({ ...entry, id: entryId(entry) })

export const pageOf = (...entries: readonly Entry[]): WitnessPage => ({
  epoch: noAnswer.epoch,
  unit: 'epn',
  ids: entries.map(entryId),
  receipt: new Uint8Array(32).fill(entries.length),
})

/** One packet of a sitting's unsent rows, as the machine cuts them. */
export const cut = async (disk: ClientDisk, { keys }: Sitting): Promise<OutboxPacket> => {
  const rows = (await disk.unsent()).filter((row) => row.incarnation === keys.incarnation)
  const chain = await disk.chain(keys.incarnation)
  const made = await cutPacket(rows, { keys, codec: fakeCodec, chain, now: 0, beacon: null })
  await disk.saveCut(made.packet, made.chain, made.rowKeys, made.entryOfRow)
  return made.packet
}

export const headOf = ({ incarnation, n, hash }: OutboxPacket) => ({ incarnation, n, hash })
export const wholeDigest = async (disk: ClientDisk, unit: string): Promise<Uint8Array> =>
  totalOf((await disk.digest(unit)) ?? emptyDigest())

export const digestOver = (entries: readonly Entry[]): Uint8Array => {
  const digest = emptyDigest()
  countIn(digest, entries.map(entryId))
  return totalOf(digest)
}

export const dossier = idOf('a dossier')
export const opened = (by: Sitting, of = dossier): Entry => actEntry(by.act(of, 'opened', openedPayload))
export const submitted = (by: Sitting): Entry => actEntry(by.act(dossier, 'submitted', submittedPayload))
export const noted = (by: Sitting, text: string, of = dossier): Entry => actEntry(by.act(of, 'noted', { text }))

/** Two answers to two questions, the second update on top of the first. */
export const twoDrafts = (by: Sitting): readonly Entry[] => {
  const doc = openDraft(by.clientId(dossier), null)
  return ['name', 'village'].map((field) => {
    const bytes = setAnswer(doc, by.keys.incarnation, field, 'Asni', { by: by.agent, said: 'citizen' })
    return { dossier, kind: 'draft', bytes }
  })
}

/** The server's word that the dossier was erased. */
export const erasedWord = (at: string): Entry => {
  const payload = {
    how: 'destroyed' as const,
    why: 'retention' as const,
    due: '2026-01-01',
    classCode: 'x',
    retention: 'P1Y',
    procedure: null,
    papers: [],
    to: ['epn'],
  }
  return actEntry(erasedAct([], { dossier, unit: 'office', payload }, at))
}
